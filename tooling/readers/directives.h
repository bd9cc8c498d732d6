/*
 * Finds the preprocessing directives of a C source, as a compiler does: also behind a trigraph, "%:",
 * a continued line or a comment, but not within comments and literals. Those that #if leaves out are
 * found too.
 */
#ifndef READERS_DIRECTIVES_H
#define READERS_DIRECTIVES_H

#include "stream/bytes.h"

#include <stdbool.h>
#include <stdint.h>

enum { DIRECTIVE_SIZE = 4096 };

struct directive {
    uint64_t line;             /* of its "#", from 1 */
    uint64_t next_line;        /* of what comes after it */
    char text[DIRECTIVE_SIZE]; /* what follows the "#", on one line and without comments: as much */
    size_t len;                /* of it as fits */
};

/* A cursor; made by directives_of. */
struct directives {
    struct bytes rest;
    uint64_t line;
    char quote; /* of the literal that `rest` begins in; or NUL */
    bool is_escaped, is_line_start;
};

/* A cursor at the start of `source`, which it borrows. */
struct directives directives_of(struct bytes source);

/* Finds the next directive. False if there is none. */
bool directives_next(struct directives *source, struct directive *found);

#endif
