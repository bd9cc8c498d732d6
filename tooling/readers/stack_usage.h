/*
 * Reads the .su file that -fstack-usage writes: each function's stack frame.
 * Format: GCC manual, "-fstack-usage": FILE:LINE:COLUMN:FUNCTION, a tab, bytes, a tab, the kind.
 * Clang writes no column, without -g no line either, and never "bounded".
 */
#ifndef READERS_STACK_USAGE_H
#define READERS_STACK_USAGE_H

#include "base/error.h"
#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct stack_frame {
    struct bytes file; /* as the compiler names it; borrowed, as function is */
    uint64_t line;     /* 0 if unknown */
    struct bytes function;
    uint64_t bytes;
    bool dynamic; /* its size is known only at run time: a VLA or alloca ("dynamic" in the file) */
    bool bounded; /* dynamic, but with a bound that the compiler knows ("dynamic,bounded") */
};

struct stack_usage {
    struct stack_frame *frames; /* owned */
    size_t frame_count;
};

/*
 * Reads `text`, called `name` in messages. The result borrows the text. True, and the caller ends
 * *usage with stack_usage_dispose; or false, *usage empty and the reason in `error`.
 * An empty text is an object without functions.
 */
bool stack_usage_read(const char *name, struct bytes text, struct stack_usage *usage,
                      struct error *error);

void stack_usage_dispose(struct stack_usage *usage);

#endif
