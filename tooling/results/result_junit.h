/*
 * Results as JUnit XML: a testcase a gate; not-yet is a failure, inconclusive an error.
 * Format: the JUnit schema of Jenkins' xUnit plugin (junit-10.xsd).
 */
#ifndef RESULTS_RESULT_JUNIT_H
#define RESULTS_RESULT_JUNIT_H

#include "stream/buffer.h"

#include <cjson/cJSON.h>

/* Appends one result as a document of its own. See format_failed. */
void draw_junit(const cJSON *result, struct buffer *xml);

/* Appends the testcases of a result, for a testsuite. See format_failed. */
void junit_add_testcases(const cJSON *result, struct buffer *xml);

/* How many of a result's gates have this verdict. */
int junit_count(const cJSON *result, const char *verdict);

#endif
