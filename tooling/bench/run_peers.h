/* Has all programs do the same job, looks at their answers, and times them. */
#ifndef BENCH_RUN_PEERS_H
#define BENCH_RUN_PEERS_H

#include "base/error.h"
#include "bench/comparison.h"
#include "measure/workdir.h"

struct take_order {
    struct workdir *place; /* for what hyperfine says */
    const char *scratch;   /* a folder for large files, which are removed again */
    struct comparison_facts facts;
};

/*
 * Makes the sample, and measures every program on it. True, and the caller disposes of
 * input->times; false, with the reason in `error`.
 */
bool take_input(const struct take_order *order, const struct sample_kind *kind,
                struct comparison_input *input, struct error *error);

/* Measures what a program takes that does nothing. */
bool take_empty(const struct take_order *order, uint64_t *peak_bytes, struct error *error);

/* Whether there is room for the files; where not, `error` says how much there must be. */
bool take_has_room(const char *scratch, uint64_t bytes, struct error *error);

#endif
