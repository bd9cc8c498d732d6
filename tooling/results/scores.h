/*
 * The points of each stage, as SCORES_FILE says: for each stage, points for gates.
 *
 *     {"1-algo-one":{"heap":25}, "2-remove-interface-call":{"heap":15,"cpu":10}, …}
 *
 * A gate's points are given if it passes and so does every gate without points. So put a stage's
 * points on the gates that it is about: its start file passes the others, and gets nothing.
 */
#ifndef RESULTS_SCORES_H
#define RESULTS_SCORES_H

#include "base/error.h"
#include "stream/bytes.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

#define SCORES_FILE "tooling/results/scores.json" /* from the project's root */

enum { SCORES_MOST_STAGES = 16, SCORES_MOST_GATES = 8, SCORES_MOST_POINTS = 1000 };

/* Points of stages and gates, in the order of course_stages and result_gates. */
struct scores {
    unsigned points[SCORES_MOST_STAGES][SCORES_MOST_GATES];
};

/*
 * Reads points: for each stage of the course, 1 to SCORES_MOST_POINTS, whole, for one gate or more.
 * False, with the reason in `error`, if the text, called `name` in it, is anything else; then all
 * points are 0.
 */
bool scores_read(const char *name, struct bytes text, struct scores *scores, struct error *error);

/* Reads SCORES_FILE. False, with the reason in `error`. */
bool scores_load(struct scores *scores, struct error *error);

/* The points that a stage can bring, and one of its gates; 0 for names that are unknown. */
unsigned scores_most(const struct scores *scores, const char *stage_name);
unsigned scores_most_of_gate(const struct scores *scores, const cJSON *check_result,
                             const char *gate);

/* The points that a check's result brings (see results/result.h), and one of its gates. */
unsigned scores_of(const struct scores *scores, const cJSON *check_result);
unsigned scores_of_gate(const struct scores *scores, const cJSON *check_result, const char *gate);

#endif
