/*
 * Draws grades as Gradescope reads them: results.json, as "Autograder Specifications" describes it
 * (gradescope-autograders.readthedocs.io, specs).
 */
#ifndef CLASSROOM_GRADESCOPE_H
#define CLASSROOM_GRADESCOPE_H

#include "results/scores.h"
#include "stream/buffer.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

/*
 * Appends results.json for the one submission of `grades` (grade/grades.h): a test for each gate.
 * What could not be judged is said to be no grade. False where memory cannot be had.
 */
bool gradescope_write(const cJSON *grades, const struct scores *scores, struct buffer *json);

#endif
