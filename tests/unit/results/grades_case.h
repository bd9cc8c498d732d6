/* Grades of one submission, and what strangers may call theirs. */
#ifndef TOOLING_GRADES_CASE_H
#define TOOLING_GRADES_CASE_H

#include "stream/buffer.h"

#include <cjson/cJSON.h>
#include <stddef.h>

/*
 * One submission, of two stages: heap is not-yet in the first, and is inconclusive in the second.
 * Its name and the reasons are text of strangers. The caller ends it with cJSON_Delete.
 */
cJSON *grades_named(const char *name, const char *reason);

struct hostile_name {
    const char *name;
    const char *shown; /* on one line */
};
extern const struct hostile_name hostile_names[];
extern const size_t hostile_name_count;

typedef void grades_drawer(const cJSON *grades, struct buffer *text);

/* Draws as a C string, and ends the grades. The caller ends the text with buffer_dispose. */
struct buffer grades_drawn(grades_drawer *draw, cJSON *grades);

/* Expects that a text is marked as cut short exactly where one of its allocations is refused. */
void expect_draw_says_no_memory(grades_drawer *draw);

#endif
