/* Draws a table of benchmarks. Pure. */
#ifndef BENCH_BENCH_TEXT_H
#define BENCH_BENCH_TEXT_H

#include "stream/buffer.h"

#include <cjson/cJSON.h>

/* Appends the table of a document that bench_report_read has read, and what there is to know of it. */
void bench_text(const cJSON *report, struct buffer *text);

#endif
