/* Has all programs do the same job, compares their answers, and times them. */
#ifndef BENCH_RUN_PEERS_H
#define BENCH_RUN_PEERS_H

#include "base/error.h"
#include "bench/comparison.h"
#include "measure/workdir.h"

struct peers_request {
    struct workdir *place; /* for what hyperfine prints and writes */
    const char *scratch;   /* a folder for large files, which are removed again */
    struct comparison_facts facts;
};

/*
 * Makes the sample, and measures every program on it. True, and the caller disposes of
 * input->times; false, with the reason in `error`.
 */
bool peers_measure(const struct peers_request *request, const struct sample_kind *kind,
                   struct comparison_input *input, struct error *error);

/* Measures the memory of a program that does nothing. */
bool peers_measure_empty(const struct peers_request *request, uint64_t *peak_bytes,
                         struct error *error);

/* Whether there is room for the files of `bytes` each; if not, `error` says how much is needed. */
bool peers_have_room(const char *scratch, uint64_t bytes, struct error *error);

#endif
