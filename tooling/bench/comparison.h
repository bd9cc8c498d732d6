/*
 * The result of a comparison of programs: one JSON document, from which table and picture are drawn.
 *
 *     {"bytes":67108864,"seed":1,"runs":5,"empty_peak_bytes":1000000,
 *      "inputs":[{"name":"rare","what":"…","matches":671,
 *                 "programs":[{"name":"replace","answer":"right","seconds":0.01,"median":0.011,
 *                              "cpu_seconds":0.009,"gb_per_s":6.7,"peak_bytes":1900000,
 *                              "x_limit":1.5,"x_replace":1,"times":[0.01,…]},
 *                             {"name":"sed","answer":"wrong","why":"differs from byte 3 on",…},
 *                             {"name":"rg","answer":"missing","why":"rg is not installed"}]}],
 *      "provenance":{"compiler":"…",…}}
 *
 * Programs are in the order of `peers`. "answer" is right, wrong, failed, missing, or limit: that
 * of the program that only copies. Those that failed or are missing have no figures, the others
 * all. "seconds" are of the fastest of all runs: what else a machine does can only make one slower;
 * "cpu_seconds" the mean. Peaks are of resident memory. x_limit is the ratio of seconds to the
 * limit's, and x_replace to those of replace; each is absent if that one has no time. A GB is
 * 10^9 bytes.
 */
#ifndef BENCH_COMPARISON_H
#define BENCH_COMPARISON_H

#include "base/error.h"
#include "base/json.h"
#include "base/scan.h"
#include "bench/compare_input.h"
#include "bench/peer_answer.h"
#include "bench/peers.h"
#include "readers/hyperfine.h"

#include <cjson/cJSON.h>

/* What was measured on one sample; answers[i] is of peers[i], and so is the time of its name. */
struct comparison_input {
    const struct sample_kind *kind;
    uint64_t matches;
    struct answer answers[PEERS];
    struct hyperfine times; /* owned by whoever made it */
};

struct comparison_facts {
    uint64_t bytes, seed, runs;
    uint64_t empty_peak_bytes; /* of a program that does nothing */
};

/*
 * The document, without provenance. The caller ends it with cJSON_Delete. NULL, with the reason in
 * `error`, if a time is missing, or allocation fails.
 */
cJSON *comparison_make(const struct comparison_facts *facts, const struct comparison_input *inputs,
                       size_t input_count, struct error *error);

/*
 * Reads a document, called `name` in messages. The caller ends it with cJSON_Delete. NULL, with the
 * reason in `error`, if it is not one.
 */
cJSON *comparison_read(const char *name, struct bytes text, struct error *error);

/* The program of that name in an input; NULL if there is none with figures. */
const cJSON *comparison_program(const cJSON *input, const char *name);

/* Whether its answer is right, or it is the limit: its figures can be compared. */
bool comparison_counts(const cJSON *program);

#endif
