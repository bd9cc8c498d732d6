/* Draws the result of a check (results/result.h). See format_failed. */
#ifndef RESULTS_RESULT_DRAWINGS_H
#define RESULTS_RESULT_DRAWINGS_H

#include "stream/buffer.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

/* For a person: a line for each gate and what its message adds, in colours if they are wanted. */
void result_draw_text(const cJSON *result, bool colours, struct buffer *text);

/*
 * JUnit XML: a testcase for each gate; not-yet is a failure, inconclusive an error.
 * Format: the JUnit schema of Jenkins' xUnit plugin (junit-10.xsd).
 */
void result_draw_junit(const cJSON *result, struct buffer *xml);

#endif
