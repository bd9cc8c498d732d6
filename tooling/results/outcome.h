/*
 * What became of a submission at a stage, in one word: "pass"; the first gate that is not-yet;
 * "inconclusive" or "missing". `graded` is one of a submission's results.
 */
#ifndef RESULTS_OUTCOME_H
#define RESULTS_OUTCOME_H

#include "results/grades.h"

/* The outcome. Borrowed. */
const char *outcome_of(const cJSON *graded);

/* Whether it is inconclusive, so that there is no score. */
bool outcome_is_open(const cJSON *graded);

/* The first gate with the result's own verdict; NULL if there is none. Borrowed. */
const cJSON *outcome_gate(const cJSON *graded);

/* What that gate says, or why there is no result: text from strangers. Borrowed; may be "". */
const char *outcome_reason(const cJSON *graded);

/* How many submissions have this outcome at the stage with this index. */
unsigned outcome_count(const cJSON *grades, int stage, const char *outcome);

/* The gate at which most are not-yet at that stage; NULL if none is. */
const char *outcome_worst_gate(const cJSON *grades, int stage);

/* Whether a score of this submission is still open. */
bool outcome_any_open(const cJSON *submission);

/* The mean score of the submissions without open scores, in tenths; false if there are none. */
bool outcome_mean(const cJSON *grades, unsigned *tenths);

/* The score of a submission that passes everywhere. */
unsigned outcome_most(const cJSON *grades);

#endif
