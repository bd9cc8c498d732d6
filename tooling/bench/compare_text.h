/* A comparison as text. Pure. */
#ifndef BENCH_COMPARE_TEXT_H
#define BENCH_COMPARE_TEXT_H

#include "stream/buffer.h"

#include <cjson/cJSON.h>

/* Appends a table for each input of a document that comparison_read has read. */
void compare_text(const cJSON *document, struct buffer *text);

/* Appends what the tables show, and how it was measured. */
void compare_summary_text(const cJSON *document, struct buffer *text);

#endif
