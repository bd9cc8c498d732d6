/* Starts runs of the probe; what comes of them is declared in judge/evidence.h. */
#ifndef JUDGE_PROBE_RUN_H
#define JUDGE_PROBE_RUN_H

#include "judge/evidence.h"
#include "measure/tools.h"

enum { RUN_MOST_WORDS = 6 };

struct run_request {
    enum tool tool;
    const char *name;                      /* of the run */
    const char *work;                      /* see struct run */
    const char *words[RUN_MOST_WORDS + 1]; /* the probe and its arguments; a mark comes last */
    const char *reads;                     /* path of the file that it reads */
    const char *writes;                    /* path of the file that it writes; or NULL */
    uint64_t span;                         /* of the longest stream that comes over and over */
    bool ours; /* what runs is a program of the workbook's: it needs no box */
};

/* Starts it. That it cannot be started is evidence like any other: run_completed says so. */
struct run run_start(const struct gate_context *gate, const struct run_request *request);

/* Of a run that failed before it could be started. */
struct run run_failed(const char *name, const char *why);

#endif
