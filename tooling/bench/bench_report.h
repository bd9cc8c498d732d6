/*
 * What a table of benchmarks says: one JSON document, from which the table is drawn.
 *
 *     {"stage":null or 2,
 *      "inputs":{"talk":{"bytes":119},"rare":{"bytes":67108864}},
 *      "repetitions":5,
 *      "rows":[{"name":"solution 2","file":"…","why":"…",
 *               "allocs_per_op":1,"bytes_per_op":5,"instructions_per_op":3456,
 *               "talk":{"ns_per_op":1234.5,"spread":0.012,"x_stage_1":0.8,"gb_per_s":0.1,
 *                       "repetitions":[1230.1,…]},
 *               "rare":{…the same…}}],
 *      "machine":{"date":"…","cpus":2,"mhz_per_cpu":2096,"cpu_scaling":false,
 *                 "debug_library":true},
 *      "provenance":{"compiler":"…",…}}
 *
 * Rows are in the course's order: the first is the start of stage 1, the last memcpy, whose file
 * is "". A row that was not measured has "why" and no figures; memcpy has only times. Allocs,
 * bytes and instructions are those of the talk's stream. ns_per_op is the median of repetitions, in
 * CPU time; spread is how far the farthest of them is from it, as a part of it; x_stage_1 is the
 * ratio to the first row; a GB is 10^9 bytes.
 */
#ifndef BENCH_BENCH_REPORT_H
#define BENCH_BENCH_REPORT_H

#include "base/error.h"
#include "base/scan.h"
#include "bench/bench_rows.h"
#include "bench/run_programs.h"
#include "readers/benchmark.h"

#include <cjson/cJSON.h>

/*
 * The document of `stage`'s table, or the course's if it is NULL; without provenance. The caller
 * ends it with cJSON_Delete. NULL, with the reason in `error`, if a row's time is not in
 * `benchmark`, or allocation fails.
 */
cJSON *bench_report_make(const struct stage *stage, const struct rows *rows,
                         const uint64_t input_bytes[INPUTS], const struct benchmark *benchmark,
                         struct error *error);

/*
 * Reads a document, called `name` in messages. The caller ends it with cJSON_Delete. NULL, with the
 * reason in `error`, if it is not one.
 */
cJSON *bench_report_read(const char *name, struct bytes text, struct error *error);

#endif
