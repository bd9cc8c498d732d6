/* Links all programs into one that times them, and runs it. */
#ifndef BENCH_TIMER_H
#define BENCH_TIMER_H

#include "base/error.h"
#include "bench/bench_rows.h"
#include "bench/run_programs.h"
#include "readers/benchmark.h"

struct timer_options {
    uint64_t min_ms;      /* a repetition goes on for at least that long, and for one op */
    unsigned repetitions; /* of each program on each input, in a random order */
};

/* The path of the object of row number `at`, as the timer is linked with it; see program_build. */
bool timer_object(const struct workdir *place, size_t at, char object[WORKDIR_PATH_SIZE],
                  struct error *error);

/*
 * Times the rows that were measured, and memcpy. True, and the caller ends *benchmark with
 * benchmark_dispose; its runs are called "talk/solution 1", "rare/memcpy". False, with the reason
 * in `error`.
 */
bool timer_run(struct workdir *place, const struct rows *rows,
               const struct bench_input inputs[INPUTS], const struct timer_options *options,
               struct benchmark *benchmark, struct error *error);

#endif
