/* What a program did in all ops of a run together, without what the probe itself did. */
#ifndef MEASURE_TOTALS_H
#define MEASURE_TOTALS_H

#include "base/error.h"
#include "readers/callgrind.h"

struct heap_totals {
    uint64_t blocks, bytes;
    uint64_t left_blocks, left_bytes; /* at exit */
};

/*
 * Reads a file of massif's --xtree-memory, called `name` in messages. `room` is the size in bytes
 * of the probe's one block, which massif must have seen, or it saw nothing. False, with the reason in
 * `error`.
 */
bool totals_of_heap(const char *name, struct bytes text, uint64_t room, struct heap_totals *totals,
                    struct error *error);

/*
 * The instructions of the stage and all that it calls, and the index of the event Ir, from a profile
 * of callgrind. False, with the reason in `error` as above, if it has none.
 */
bool totals_of_cpu(const char *name, const struct callgrind *profile, size_t *event,
                   uint64_t *instructions, struct error *error);

#endif
