/*
 * What became of a submission at a stage, in one word: "pass"; the first gate at which it fell;
 * "inconclusive" or "missing".
 */
#ifndef RESULTS_OUTCOME_H
#define RESULTS_OUTCOME_H

#include "results/grades.h"

#include <stdbool.h>

/* The outcome of one of a submission's results. Borrowed. */
const char *outcome_of(const cJSON *graded);

/* Whether it is inconclusive: no score can stand for it. */
bool outcome_is_open(const cJSON *graded);

/* The first gate with the result's own verdict; NULL where it has none. */
const cJSON *outcome_gate(const cJSON *graded);

/* Why there is no result, or what the gate above says: text of strangers. Borrowed; may be "". */
const char *outcome_reason(const cJSON *graded);

/* How many submissions have this outcome at the stage with this index. */
unsigned outcome_count(const cJSON *grades, int stage, const char *outcome);

/* The gate at which most fell at that stage; NULL where none did. */
const char *outcome_worst_gate(const cJSON *grades, int stage);

/* Whether a score of this submission is still open. */
bool outcome_any_open(const cJSON *submission);

/* The mean score of the submissions of which none is open, in tenths; false where there is none. */
bool outcome_mean(const cJSON *grades, unsigned *tenths);

/* The score of a submission that passes everywhere. */
unsigned outcome_most(const cJSON *grades);

#endif
