/* Runs a probe's ops on the talk's stream, or one case, under a tool in a workdir. */
#ifndef MEASURE_RUN_OPS_H
#define MEASURE_RUN_OPS_H

#include "measure/totals.h"
#include "measure/workdir.h"

#include <stdint.h>

struct ops_run {
    enum tool tool;
    const char *probe; /* a path: of place->build, or another program's */
    unsigned ops;
    uint64_t room; /* bytes of the one block that the probe allocates itself: see probe/ops.h */
    const char *case_path; /* this case, once, instead of ops on the talk's stream; or NULL */
};

/*
 * Runs the ops, to their end: the tool's files in the folder are called as the tool, "massif.out".
 * False, with a line for the learner in `error`, as for all that follow.
 */
STREAM_MUST_CHECK bool workdir_run_ops(const struct workdir *place, const struct ops_run *run,
                                       struct error *error);

/* Runs MEASURE_OPS ops under massif, and adds up what they did on the heap. */
STREAM_MUST_CHECK bool workdir_count_heap(const struct workdir *place, struct heap_totals *all,
                                          struct error *error);

/* Runs MEASURE_CPU_OPS ops under that tool, one of callgrind's, and counts their instructions. */
STREAM_MUST_CHECK bool workdir_count_instructions(const struct workdir *place, enum tool tool,
                                                  uint64_t *instructions, struct error *error);

/* Whether the file holds a case, as a check leaves one that fails. */
STREAM_MUST_CHECK bool case_is_valid(const char *file, struct error *error);

/* Writes the case of a run of ops: the talk's stream, for a probe's --ops or --replay. */
STREAM_MUST_CHECK bool case_write_talk(const char *path, uint64_t room, struct error *error);

#endif
