/*
 * Reads the callgrind profile format, which callgrind and massif's --xtree-memory file share.
 * Format: Valgrind manual, "Callgrind Format Specification".
 */
#ifndef READERS_CALLGRIND_H
#define READERS_CALLGRIND_H

#include "base/error.h"
#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CALLGRIND_MAX_EVENTS = 16 };

/* Costs, one for each of the file's events: instructions for Ir, bytes or blocks for xtree's. */
struct callgrind_cost {
    uint64_t of[CALLGRIND_MAX_EVENTS];
};

/* What a line of a function cost itself. Names borrow the text that was read. */
struct callgrind_line {
    struct bytes function;
    struct bytes file; /* where the line is: fl, or fi/fe inside an inlined function */
    uint64_t line;
    uint64_t address; /* of the instruction, with --dump-instr=yes; else 0 */
    struct callgrind_cost cost;
};

/* The calls that one line of a function made to another function. */
struct callgrind_call {
    struct bytes caller;
    struct bytes file;
    uint64_t line;
    uint64_t address; /* of the call, as above */
    struct bytes callee;
    struct bytes callee_file; /* as cfi/cfl says, else as the caller's */
    uint64_t count;           /* calls */
    struct callgrind_cost inclusive;
};

struct callgrind {
    struct bytes events[CALLGRIND_MAX_EVENTS]; /* names, borrowed */
    size_t event_count;
    struct callgrind_cost totals; /* all 0 if the file says "totals: (null)" */
    struct callgrind_line *lines; /* owned */
    size_t line_count;
    struct callgrind_call *calls; /* owned */
    size_t call_count;
};

/*
 * Reads `text`, called `name` in messages. The result borrows the text. True, and the caller ends
 * *profile with callgrind_dispose; or false, *profile empty and the reason in `error`.
 * A file whose last line is not totals:, or whose totals are not the sums
 * of its cost lines, is refused: it was cut off. So are jumps, basic blocks and several parts in
 * one file, which the tools write only if asked to.
 */
bool callgrind_read(const char *name, struct bytes text, struct callgrind *profile,
                    struct error *error);

/*
 * Cuts the next part off the front of `text`, for callgrind_read: up to its totals:, or all that
 * there is. --combine-dumps=yes writes several into one file, each complete in itself.
 */
struct bytes callgrind_cut_part(struct bytes *text);

void callgrind_dispose(struct callgrind *profile);

/* The place of the event called `name`; false if the profile has none. */
bool callgrind_event(const struct callgrind *profile, const char *name, size_t *event);

/*
 * What the function called `function` cost itself, over all its lines. Names are as in the file:
 * callgrind calls a recursive call's function "f'2".
 */
uint64_t callgrind_self(const struct callgrind *profile, const char *function, size_t event);

/* How often the function called `function` was called, from anywhere. */
uint64_t callgrind_calls_to(const struct callgrind *profile, const char *function);

#endif
