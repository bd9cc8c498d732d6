/* The judged file as the compiler's sanitizers watch it: a program of its own beside the probe. */
#ifndef JUDGE_SANITIZED_RUNS_H
#define JUDGE_SANITIZED_RUNS_H

#include "judge/cases.h"
#include "judge/probe_run.h"
#include "run/compile.h"

#include <stdbool.h>

/*
 * Builds it in that way, and has it answer the cases; NAME.cases and NAME.answers are its files.
 * False where it cannot be built with sanitizers: then nothing runs.
 */
bool sanitized_start(const char *name, enum compile_way way, const struct case_list *cases,
                     struct run *run);

/* Starts what sanitized_start has built once more, on these cases. */
struct run sanitized_start_again(const char *name, const struct case_list *cases);

/*
 * Appends what AddressSanitizer said of the fault that ended a run: what it is and at which line, how
 * many bytes, and which variable of how many. False where it said nothing.
 */
bool sanitized_add_fault(const struct run *run, struct buffer *text);

#endif
