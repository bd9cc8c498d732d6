/* Which programs a table of benchmarks compares. */
#ifndef BENCH_BENCH_ROWS_H
#define BENCH_BENCH_ROWS_H

#include "base/error.h"
#include "course/subject.h"
#include "measure/totals.h"

enum { ROWS_MOST = 64, ROWS_WHY_SIZE = 512 };

struct row {
    char name[32];           /* as in the table: "solution 2" */
    struct subject subject;  /* its file, and as which stage */
    bool asked_for;          /* by the learner: if it cannot be built there is no table */
    char why[ROWS_WHY_SIZE]; /* why it is not measured; "" if it is */
    struct heap_totals heap;
    uint64_t instructions;
};

struct rows {
    struct row list[ROWS_MOST];
    size_t count;
};

/*
 * Fills in the rows of the whole course, if `stage` is NULL, or of that stage alone. The first
 * is always the start of stage 1, which the others are compared with. The learner's files are in it
 * if their code, all after the first line, is not what they started with; in a stage's own
 * table `file`, if it is not NULL, takes the place of the learner's. False, with the reason in
 * `error`.
 */
bool rows_make(const struct stage *stage, const char *file, struct rows *rows, struct error *error);

#endif
