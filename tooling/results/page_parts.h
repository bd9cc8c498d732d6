/* The parts of the page that are drawn from the grades, each for a place of page.html. */
#ifndef RESULTS_PAGE_PARTS_H
#define RESULTS_PAGE_PARTS_H

#include "stream/buffer.h"

#include <cjson/cJSON.h>

/* How many submissions there are, and their mean score. */
void page_summary(const cJSON *grades, struct buffer *page);

/* A head for the column of each stage. */
void page_stages(const cJSON *grades, struct buffer *page);

/* A row for each outcome: how many submissions had it at each stage. */
void page_outcomes(const cJSON *grades, struct buffer *page);

/* What is inconclusive, and why; nothing if nothing is. */
void page_open(const cJSON *grades, struct buffer *page);

/* A row for each submission. page.js sorts by the values of data-key. */
void page_rows(const cJSON *grades, struct buffer *page);

/* Each submission's gates, with their messages. */
void page_submissions(const cJSON *grades, struct buffer *page);

#endif
