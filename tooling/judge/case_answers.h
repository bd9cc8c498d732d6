/* Runs the cases with a tool of the table; what comes of that is declared in judge/evidence.h. */
#ifndef JUDGE_CASE_ANSWERS_H
#define JUDGE_CASE_ANSWERS_H

#include "judge/evidence.h"
#include "measure/tools.h"

/* Runs `probe` on the cases; NULL: the one that the build gate has made. */
struct run answers_start_with(const struct gate_context *gate, const char *name,
                              const struct case_list *cases, enum tool tool, const char *probe);

#endif
