/*
 * Parts of JSON documents, on top of cJSON: taken out, put together, written.
 *
 * Each function accepts NULL for an object or array, as what an earlier one returned: what is taken
 * out is then absent, and what adds fails. So calls chain, and only the end is checked.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "stream/buffer.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

/* The field of an object; NULL if it is absent. Borrowed. */
const cJSON *json_get(const cJSON *object, const char *name);

/* The text of a field; "" if it is absent or no string. Borrowed. */
const char *json_text(const cJSON *object, const char *name);

/* A copy of that text, which the caller frees. NULL if allocation fails. */
char *json_copy(const cJSON *object, const char *name);

/* Whether the field is this text. */
bool json_is(const cJSON *object, const char *name, const char *text);

/* The one of `words` (NULL-terminated) that the field is; NULL if it is none of them. */
const char *json_word(const cJSON *object, const char *name, const char *const *words);

/* The number of a field; 0 if it is absent or no number. */
double json_number(const cJSON *object, const char *name);

/* The same, for a number that json_read found to be JSON_WHOLE. */
uint64_t json_whole(const cJSON *object, const char *name);

/* Adds a field. False if allocation fails. */
bool json_add_text(cJSON *object, const char *name, const char *text);
bool json_add_number(cJSON *object, const char *name, double number);

/* Adds a text that was built piece by piece, and disposes of it; false, too, if format_failed. */
bool json_add_built(cJSON *object, const char *name, struct buffer *text);

/* Adds `item`, and owns it from then on, even if that fails. False if it fails or `item` is NULL. */
bool json_add_item(cJSON *object, const char *name, cJSON *item);

/* Appends to an array, and owns `item` in the same way. Returns it; NULL if that fails. */
cJSON *json_append(cJSON *array, cJSON *item);

/* Appends the document as indented text, and a line end. False if allocation fails. */
bool json_write(const cJSON *document, struct buffer *text);

#endif
