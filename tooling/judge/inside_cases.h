/* The cases in which a call is made in the middle of another. */
#ifndef JUDGE_INSIDE_CASES_H
#define JUDGE_INSIDE_CASES_H

#include "judge/cases.h"

/* Of each three cases, two are calls that come one after the other; the third makes both at once. */
enum { INSIDE_CASES_EACH = 3 };

/*
 * Makes them from `seed`, the smallest `find` first. The caller ends the list with cases_dispose.
 * False: no memory.
 */
bool inside_cases(uint64_t seed, struct case_list *list);

#endif
