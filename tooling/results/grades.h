/*
 * The grades of a class: one JSON document, from which the table, the CSV, the JUnit file and the
 * page are drawn.
 *
 *     {"stages":[{"stage":1,"name":"1-algo-one","max_score":25},…],     those graded, in order
 *      "boxed":true,                                                    each ran in a box
 *      "submissions":[{"name":"ann","score":50,"max_score":100,
 *        "results":[{"stage":1,"name":"1-algo-one",                     one per stage, in order
 *          "verdict":"pass|not-yet|inconclusive|missing","score":25,"max_score":25,
 *          "result":{…},                                   the check's own: results/result.h
 *          "why":"…"}]}]}                                  or why there is none
 *
 * Names, and the reasons why, are text from strangers.
 */
#ifndef RESULTS_GRADES_H
#define RESULTS_GRADES_H

#include "results/result.h"
#include "results/scores.h"

#define GRADES_MISSING "missing" /* a verdict: nothing was handed in */

/*
 * Grades of `stages` (`count` of them) without submissions, which the caller ends with
 * cJSON_Delete. NULL if allocation fails.
 */
cJSON *grades_new(const struct stage *stages, size_t count, const struct scores *scores,
                  bool boxed);

/* Adds a submission without results. Borrowed; NULL if allocation fails. */
cJSON *grades_add_submission(cJSON *grades, const char *name);

/*
 * Adds a submission's result at the next stage, and its score: `result`, which it owns from then
 * on; or, if that is NULL, `verdict` (inconclusive or missing) and the reason why. False if
 * allocation fails.
 */
bool grades_add_result(cJSON *submission, const struct stage *stage, const struct scores *scores,
                       cJSON *result, const char *verdict, const char *why);

/*
 * Reads grades, called `name` in messages: all that the drawings rely on is there and agrees. The
 * caller ends them with cJSON_Delete. NULL, with the reason in `error`, if they are none.
 */
cJSON *grades_read(const char *name, struct bytes text, struct error *error);

/* How many results have this verdict. */
size_t grades_count(const cJSON *grades, const char *verdict);

#endif
