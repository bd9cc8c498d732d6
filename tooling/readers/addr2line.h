/*
 * Reads what addr2line -a -i -f prints: for each address the function that it is in, and those that
 * this was inlined into.
 * Format: GNU Binutils manual, "addr2line": the address, then for each function two lines, its name
 * and FILE:LINE.
 */
#ifndef READERS_ADDR2LINE_H
#define READERS_ADDR2LINE_H

#include "base/error.h"
#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct addr2line_frame {
    struct bytes function; /* borrowed; empty if unknown */
    struct bytes file;     /* borrowed; empty if unknown */
    uint64_t line;         /* 0 if unknown */
};

struct addr2line_stack {
    uint64_t address;
    size_t first, count; /* frames, the innermost first; at least one */
};

struct addr2line {
    struct addr2line_stack *stacks; /* owned; by address */
    size_t stack_count;
    struct addr2line_frame *frames; /* owned */
    size_t frame_count;
};

/*
 * Reads `text`, called `name` in messages. The result borrows the text. True, and the caller ends
 * *found with addr2line_dispose; or false, *found empty and the reason in `error`. An empty text is the answer to no address.
 */
bool addr2line_read(const char *name, struct bytes text, struct addr2line *found,
                    struct error *error);

void addr2line_dispose(struct addr2line *found);

/* The stack of an address; NULL if it was not looked up. */
const struct addr2line_stack *addr2line_find(const struct addr2line *found, uint64_t address);

#endif
