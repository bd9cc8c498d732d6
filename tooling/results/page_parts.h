/* The parts of the page that are drawn from the grades, one a place of page.html. See format_failed. */
#ifndef RESULTS_PAGE_PARTS_H
#define RESULTS_PAGE_PARTS_H

#include "stream/buffer.h"

#include <cjson/cJSON.h>

/* How many there are, and their mean score. */
void page_summary(const cJSON *grades, struct buffer *page);

/* A head for the column of each stage. */
void page_stages(const cJSON *grades, struct buffer *page);

/* A row an outcome: how many submissions had it at each stage. */
void page_outcomes(const cJSON *grades, struct buffer *page);

/* What is inconclusive, and why; nothing where nothing is. */
void page_open(const cJSON *grades, struct buffer *page);

/* A row a submission. What page.js sorts by stands in data-key. */
void page_rows(const cJSON *grades, struct buffer *page);

/* Each submission's gates, with all that they say. */
void page_submissions(const cJSON *grades, struct buffer *page);

/* How an outcome, or a verdict, looks: a class of page.css, and a sign beside the colour. */
struct page_look {
    const char *class, *sign;
};
struct page_look page_look_of(const char *outcome);

/* Appends text of strangers on one line, kept apart from the direction of what is around it. */
void page_add_name(const char *name, struct buffer *page);

#endif
