/*
 * Cases of lengths at which programs go wrong: each power of two, one less and one more, as the length
 * of find, repl, data, what is in the output before, a run of matches, and what lies between two
 * matches; the same with the numbers that stand in the judged file; and random lengths, each order of
 * magnitude alike.
 */
#ifndef JUDGE_CASE_SIZES_H
#define JUDGE_CASE_SIZES_H

#include "judge/cases.h"

/* Adds to *count and *bytes what the cases need in a list. */
void sizes_measure(const struct case_bounds *bounds, size_t *count, size_t *bytes);

/* Adds the cases to a list that has room for them. One way to cut each into chunks is enough. */
void sizes_add(const struct case_bounds *bounds, struct case_list *list);

#endif
