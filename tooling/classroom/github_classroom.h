/*
 * Draws grades as GitHub Classroom's reporter reads them: the result of a runner, as
 * classroom-resources/autograding-grading-reporter takes it and autograding-io-grader makes it.
 */
#ifndef CLASSROOM_GITHUB_CLASSROOM_H
#define CLASSROOM_GITHUB_CLASSROOM_H

#include "stream/buffer.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

/*
 * Appends the result for the one submission of `grades` (grade/grades.h), on one line: a test for
 * each stage, "error" where it is inconclusive. False where memory cannot be had.
 */
bool classroom_write(const cJSON *grades, struct buffer *json);

#endif
