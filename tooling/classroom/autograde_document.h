/* The JSON documents that platforms read, put together piece by piece. */
#ifndef CLASSROOM_AUTOGRADE_DOCUMENT_H
#define CLASSROOM_AUTOGRADE_DOCUMENT_H

#include "stream/buffer.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

/* A new object at the end of a list. Owned by the list; NULL where memory cannot be had. */
cJSON *document_add(cJSON *list);

/* Adds a text, and disposes of it. False where memory cannot be had, for the text itself too. */
bool document_add_text(cJSON *object, const char *name, struct buffer *text);

/* Appends the document as ASCII, ? for every other byte. False where memory cannot be had. */
bool document_write(const cJSON *document, struct buffer *json);

#endif
