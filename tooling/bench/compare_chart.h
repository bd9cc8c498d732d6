/* Gnuplot's script for a comparison as bars. Gnuplot 5.4 and 6. Pure. */
#ifndef BENCH_COMPARE_CHART_H
#define BENCH_COMPARE_CHART_H

#include "stream/buffer.h"

#include <cjson/cJSON.h>

/*
 * Appends a script that draws a document that comparison_read has read as SVG into the file at
 * `output`: for each input how fast programs are, and what memory they take on the first one.
 */
void compare_chart_script(const cJSON *document, const char *output, struct buffer *text);

#endif
