/*
 * Reads what ctags --output-format=json --fields=+ne prints: where each function of a C file begins
 * and ends.
 * Format: ctags-client-tools(7), "JSON output": an object a line; "end" is missing if it is
 * unknown.
 */
#ifndef READERS_CTAGS_H
#define READERS_CTAGS_H

#include "base/error.h"
#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctags_function {
    char *name; /* owned */
    uint64_t first_line, last_line;
};

struct ctags {
    struct ctags_function *functions; /* owned; in the file's order */
    size_t function_count;
};

/*
 * Reads `text`, called `name` in messages. True, and the caller ends *ctags with ctags_dispose; or
 * false, *ctags empty and the reason in `error`. Tags of another kind than
 * "function" are left out.
 */
bool ctags_read(const char *name, struct bytes text, struct ctags *ctags, struct error *error);

void ctags_dispose(struct ctags *ctags);

/* The function of that name; NULL if there is none. */
const struct ctags_function *ctags_find(const struct ctags *ctags, struct bytes name);

#endif
