/* Takes the figures of a program that repeat exactly, and its code for a timer. */
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

/* The talk's stream, and the long text of which little is to be replaced. */
enum { INPUT_TALK, INPUT_RARE, INPUTS };
extern const char *const input_names[INPUTS];

/*
 * Makes the inputs, the long one of `bytes` bytes, and writes each to a file in `place`. Each is
 * ended with inputs_dispose, also where this failed. False, with the reason in `error`
 *, as below.
 */
bool inputs_make(const struct workdir *place, size_t bytes, struct bench_input inputs[INPUTS],
                 struct error *error);

void inputs_dispose(struct bench_input inputs[INPUTS]);

/*
 * Builds the row's program and looks whether it answers rightly, in a process of its own with
 * limits. Where it is right its object is written to `object`; its global symbols are those of its
 * contract with `at` behind them, "algo_one_3".
 * True also where row->why says why it is left out: that it does not compile (unless it was asked
 * for), does not come to its end, or answers wrongly. False where we cannot go on.
 */
bool take_program(const struct measure_request *request, const struct bench_input inputs[INPUTS],
                  size_t at, const char *object, struct row *row, struct error *error);

/*
 * Measures the program that take_program has built: allocations, bytes, instructions. True also
 * where row->why says why that was not possible; but false where the row is `needed`.
 */
bool take_figures(const struct measure_request *request, bool needed, struct row *row,
                  struct error *error);

#endif
