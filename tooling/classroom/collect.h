/* Puts what the checks found together, as the grades of results/grades.h. */
#ifndef CLASSROOM_COLLECT_H
#define CLASSROOM_COLLECT_H

#include "classroom/grading_work.h"
#include "results/grades.h"

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

#endif
