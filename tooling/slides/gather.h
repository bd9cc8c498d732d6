/*
 * The source of the deck's figures: one JSON document, made of the results of checks and of a
 * benchmark.
 *
 *     {"figures":{"stage-1":{"allocs_per_op":2,…,"talk":{"ns_per_op":1720,…},"rare":{…}},
 *                 "solution-1":{…},…,"algo-two":{…},"memcpy":{…},
 *                 "course":{"stages":4,"stream_bytes":119,"long_bytes":67108864}}}
 *
 * The figures of a check are those of its "measured" (results/result.h), with its "ceilings" below
 * that name; times are those of the benchmark (bench/bench_report.h).
 */
#ifndef SLIDES_GATHER_H
#define SLIDES_GATHER_H

#include "stream/buffer.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

/* A document without figures. NULL: no memory. The caller ends it with cJSON_Delete. */
cJSON *gather_new(void);

/* Adds a copy of what a check measured of `label`: "solution-2". False: no memory. */
bool gather_result(cJSON *document, const char *label, const cJSON *result);

/* Adds a copy of the times of every row; those of "start 1" go to "stage-1". False: no memory. */
bool gather_bench(cJSON *document, const cJSON *report);

/*
 * Appends a chart's rows as bars.gp reads them, `"name" share "label"`, of all labels that have the
 * figure at `path`: "talk.x_stage_1". The share is the part of the first one's. See format_failed.
 */
void gather_bars(const cJSON *document, const char *path, struct buffer *rows);

#endif
