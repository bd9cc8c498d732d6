/* Results of a check with the gates that there are: tests name only those that they are about. */
#ifndef UNIT_GATES_CASE_H
#define UNIT_GATES_CASE_H

#include "course/course.h"

#include <cjson/cJSON.h>

/*
 * The result of a check of f.c in which every gate passes, with the message "m", but for those of
 * `others`: "heap:n cpu:i storage:-" makes heap not-yet and cpu inconclusive, and leaves storage out.
 * The caller ends it with cJSON_Delete.
 */
cJSON *result_but(const struct stage *stage, const char *others);

/* The names of all gates, as a reader lists them: "build, ..., heap or cpu". Static. */
const char *gates_listed(void);

#endif
