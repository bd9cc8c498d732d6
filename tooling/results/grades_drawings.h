/*
 * Draws grades that grades_read accepted. Names and messages are shown as base/display.h says: none
 * of their bytes acts where it is drawn. See format_failed.
 */
#ifndef RESULTS_GRADES_DRAWINGS_H
#define RESULTS_GRADES_DRAWINGS_H

#include "stream/buffer.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

/*
 * For a terminal of `width` columns (0: any): a row for each submission, with its outcome and score
 * at each stage; below it what cannot be scored, and why. Names are cut after 40 columns. If the
 * terminal is too narrow, the scores of stages are left out, and then names are cut further.
 */
void grades_draw_table(const cJSON *grades, bool colours, unsigned width, struct buffer *text);

/*
 * A row for each submission and stage. Format: RFC 4180, UTF-8, with a header. What is not known is
 * empty: a figure that was not measured, a score if the verdict is inconclusive. Text that a
 * spreadsheet would take for a formula begins with a ' (OWASP, "CSV Injection"), and so does text
 * that has one itself.
 */
void grades_draw_csv(const cJSON *grades, struct buffer *csv);

/*
 * JUnit XML, as result_draw_junit's: a testsuite for each submission, a testcase for each gate. A
 * stage that was not handed in is skipped: nothing was tested. One that could not be graded is an
 * error.
 */
void grades_draw_junit(const cJSON *grades, struct buffer *xml);

/* One HTML page that needs no other file, and no script but to sort and to filter. */
void grades_draw_page(const cJSON *grades, struct buffer *page);

#endif
