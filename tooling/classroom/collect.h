/* Puts what the checks found together: the grades document of grade/grades.h. */
#ifndef CLASSROOM_COLLECT_H
#define CLASSROOM_COLLECT_H

#include "classroom/grading_work.h"
#include "results/scores.h"

struct collecting {
    const struct work *work;
    const struct jobs *jobs;
    const struct scores *scores;
    bool boxed;
};

/*
 * The grades, which the caller ends with cJSON_Delete; NULL where memory cannot be had. A check
 * without a result is inconclusive, and so is a result of another stage.
 */
cJSON *collect_grades(const struct collecting *collecting);

/* How many results have this verdict. */
size_t collect_count(const cJSON *grades, const char *verdict);

#endif
