/*
 * Draws grades that grades_read accepted. Names and messages are shown as base/display.h says: no byte
 * of theirs acts where it is drawn. See format_failed.
 */
#ifndef RESULTS_GRADES_DRAWINGS_H
#define RESULTS_GRADES_DRAWINGS_H

#include "stream/buffer.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

/*
 * For a terminal of `width` columns (0: any): a row a submission, with its outcome and score at each
 * stage; what cannot be scored stands below, with the reason. Where the columns are too few, scores
 * of stages are left out, and then ends of names; so are those of names longer than 40 columns.
 */
void grades_draw_table(const cJSON *grades, bool colours, unsigned width, struct buffer *text);

/*
 * A row a submission and stage. Format: RFC 4180, UTF-8, with a header. What is not known is empty: a
 * figure that was not measured, a score where the verdict is inconclusive. Text that a spreadsheet
 * would take for a formula has a ' in front (OWASP, "CSV Injection"), and so has what begins with '.
 */
void grades_draw_csv(const cJSON *grades, struct buffer *csv);

/*
 * JUnit XML (results/result_junit.h): a testsuite a submission, a testcase a gate. A stage that was not
 * handed in is one that was skipped: nothing was tested. One that could not be graded is an error.
 */
void grades_draw_junit(const cJSON *grades, struct buffer *xml);

/* One HTML page that needs nothing but itself, and no script but to sort and to filter. */
void grades_draw_page(const cJSON *grades, struct buffer *page);

#endif
