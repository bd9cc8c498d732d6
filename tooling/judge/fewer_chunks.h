/* The same case in fewer chunks: the fewer there are, the sooner one sees what goes wrong. */
#ifndef JUDGE_FEWER_CHUNKS_H
#define JUDGE_FEWER_CHUNKS_H

#include "judge/evidence.h"

/*
 * Makes cases of `of` in one chunk, in two, and in three, which end where some of its chunks end, if it
 * has more. The caller ends the list with cases_dispose. False: no memory.
 */
bool fewer_chunks_cases(const struct named_case *of, struct case_list *list);

/* Runs them, and has the first that is not right visited. False if there is none. */
bool fewer_chunks_visit(const struct judged_answer *judged, answers_visitor *visit, void *context);

#endif
