/* What a program did in all its ops together: a run's totals without what is the probe's own. */
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
 * of the probe's one block, which must have been seen: else massif did not look. False, with the
 * reason in `error`.
 */
bool totals_of_heap(const char *name, struct bytes text, uint64_t room, struct heap_totals *totals,
                    struct error *error);

/*
 * The instructions of the stage and all that it calls, and the place of the event Ir, from a profile
 * of callgrind's. False, with the reason in `error` as above, where it has none.
 */
bool totals_of_cpu(const char *name, const struct callgrind *profile, size_t *event,
                   uint64_t *instructions, struct error *error);

#endif
