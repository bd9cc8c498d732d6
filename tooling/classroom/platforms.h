/*
 * The documents in which platforms take the grades of one submission.
 *
 * Each appends the one for the only submission of `grades` (results/grades.h), as ASCII: every
 * other byte becomes a ?. What could not be graded is said to be no grade. False if allocation
 * fails.
 */
#ifndef CLASSROOM_PLATFORMS_H
#define CLASSROOM_PLATFORMS_H

#include "results/scores.h"
#include "stream/buffer.h"

/*
 * Gradescope's results.json, with a test for each gate. Format: "Autograder Specifications",
 * gradescope-autograders.readthedocs.io.
 */
bool gradescope_write(const cJSON *grades, const struct scores *scores, struct buffer *json);

/*
 * The result of a runner, for GitHub Classroom's reporter, with a test for each stage. Format: as
 * classroom-resources/autograding-grading-reporter takes it and autograding-io-grader makes it.
 */
bool classroom_write(const cJSON *grades, struct buffer *json);

#endif
