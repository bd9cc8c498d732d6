/* Puts what the checks found together, as the grades of results/grades.h. */
#ifndef CLASSROOM_COLLECT_GRADES_H
#define CLASSROOM_COLLECT_GRADES_H

#include "classroom/work_folder.h"
#include "results/grades.h"

/*
 * The grades, which the caller ends with cJSON_Delete; NULL if allocation fails. A check without a
 * result is inconclusive, and so is a result of another stage. `boxed` says that each ran in a box.
 */
cJSON *collect_grades(const struct work *work, const struct jobs *jobs, const struct scores *scores,
                      bool boxed);

#endif
