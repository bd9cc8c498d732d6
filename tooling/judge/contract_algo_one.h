/* The cases and streams of replacing, which the contract `replacer` shares, and tests. */
#ifndef JUDGE_CONTRACT_ALGO_ONE_H
#define JUDGE_CONTRACT_ALGO_ONE_H

#include "judge/cases.h"

/* All cases: how many are random, and the bytes of the largest data, a square of which does not end. */
enum { CASES_RANDOM = 2000 };

/* The cases of the correctness gate, whose answers are looked at elsewhere, too. */
extern const struct case_bounds cases_of_correctness;

/*
 * The talk's rows, the edge cases, refused allocations, full outputs, cases of all lengths, and random
 * ones: see judged_contract.make_cases.
 */
bool algo_one_cases(const struct case_bounds *bounds, struct case_list *list);

/* The talk's stream, all its rows in one, to be searched for elvis. Borrows static memory. */
struct probe_case algo_one_talk(uint64_t seed, struct buffer *memory);

/*
 * Another stream of the same kind, which no stage can know: the same rows in another order, with
 * other bytes for its letters, both from `seed`. An algorithm has as much to do as in the talk's.
 */
struct probe_case algo_one_twin(uint64_t seed, struct buffer *memory);

#endif
