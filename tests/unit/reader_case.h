/* What every reader of a tool's output is tested for. */
#ifndef TOOLING_READER_CASE_H
#define TOOLING_READER_CASE_H

#include "base/error.h"
#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Reads `text`, called `name`, and ends what it read. On failure it says whether what the reader
 * left is empty in *left_empty.
 */
typedef bool reader(const char *name, struct bytes text, struct error *error, bool *left_empty);

struct refused {
    const char *what;
    const char *text;
    const char *error; /* all of it, of a text that is called "x" */
    size_t len;        /* of text, if it is no C string */
};

/* Expects that each text is refused with its message, and that nothing is left or leaked. */
void expect_refused(reader *read, const struct refused *cases, size_t count);

/* Expects one text to be refused with exactly this message. */
void expect_refusal(reader *read, const char *what, struct bytes text, const char *error);

/*
 * Reads every proper prefix of `text`, each in memory that ends with it, expects no leak and
 * a message if it is refused, and counts those that were read.
 */
size_t count_prefixes_read(reader *read, struct bytes text);

/*
 * Refuses each allocation of a read once, and expects `error` and no leak; at least one must be
 * asked for. `error` is for a text that is called "x".
 */
void expect_no_memory_refused(reader *read, struct bytes text, const char *error);

/*
 * The same for a reader of JSON, as cJSON cannot tell a lack of memory from a lack of JSON: the
 * error names memory.
 */
void expect_no_json_memory_refused(reader *read, struct bytes text);

/* Lets cJSON's blocks be counted and refused too: an init function of a suite. */
void reader_case_hook_json(void);

/* A text of `count` times `piece`. The caller ends it with fixture_dispose. */
struct bytes repeated(const char *piece, size_t count);

#endif
