/* Builds and checks the programs of a table, for a timer, and measures what repeats exactly. */
#ifndef BENCH_RUN_PROGRAMS_H
#define BENCH_RUN_PROGRAMS_H

#include "base/error.h"
#include "bench/bench_rows.h"
#include "measure/workdir.h"

/* An input: a file, and what must come out of it. */
struct bench_input {
    char path[WORKDIR_PATH_SIZE];
    struct buffer data, answer;
};

/* The talk's stream, and a long text in which matches are rare. */
enum { INPUT_TALK, INPUT_RARE, INPUTS };
extern const char *const input_names[INPUTS];

/*
 * Makes the inputs, the long one of `bytes` bytes, and writes each to a file in `place`. Each is
 * ended with inputs_dispose, also if this failed. False, with the reason in `error`.
 */
bool inputs_make(const struct workdir *place, size_t bytes, struct bench_input inputs[INPUTS],
                 struct error *error);

void inputs_dispose(struct bench_input inputs[INPUTS]);

/*
 * Builds the row's program and checks its answers, in a process of its own with limits. If they are
 * right, its object is written to `object`; its global symbols are those of its contract with `at`
 * after them, "algo_one_3".
 * True, too, if row->why says why it is left out: it does not compile (unless it was asked for),
 * does not finish, or answers wrongly. False if we cannot go on.
 */
bool program_build(const struct measure_request *request, const struct bench_input inputs[INPUTS],
                   size_t at, const char *object, struct row *row, struct error *error);

/*
 * Measures the program that program_build has built: allocations, bytes, instructions. True, too, if
 * row->why says why that was not possible; but false if the row is `needed`.
 */
bool program_measure(const struct measure_request *request, bool needed, struct row *row,
                     struct error *error);

#endif
