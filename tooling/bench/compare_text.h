/* Draws a comparison as text. Pure. */
#ifndef BENCH_COMPARE_TEXT_H
#define BENCH_COMPARE_TEXT_H

#include "stream/buffer.h"

#include <cjson/cJSON.h>

/* Appends a table for each input of a document that comparison_read has read. */
void draw_tables(const cJSON *document, struct buffer *text);

/* Appends what is to be seen in them, and how it was measured. */
void draw_summary(const cJSON *document, struct buffer *text);

#endif
