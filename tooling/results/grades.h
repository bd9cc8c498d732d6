/*
 * The grades of a class: one JSON document, from which the table, the CSV, the JUnit file and the
 * page are drawn.
 *
 *     {"stages":[{"stage":1,"name":"1-algo-one","max_score":25},…],     those graded, in order
 *      "boxed":true,                                                    each ran in a box
 *      "submissions":[{"name":"ann","score":50,"max_score":100,
 *        "results":[{"stage":1,"name":"1-algo-one",                     one a stage, in order
 *          "verdict":"pass|not-yet|inconclusive|missing","score":25,"max_score":25,
 *          "result":{…},                                   the check's own: results/result.h
 *          "why":"…"}]}]}                                  in its place where there is none
 *
 * Names are text of strangers.
 */
#ifndef RESULTS_GRADES_H
#define RESULTS_GRADES_H

#include "base/error.h"
#include "base/scan.h"
#include "results/result.h"

#include <cjson/cJSON.h>
#include <stddef.h>

#define GRADES_MISSING "missing" /* a verdict: nothing was handed in */

/*
 * Reads grades, called `name` in messages: all that the draws rely on is there and agrees. The
 * caller ends them with cJSON_Delete. NULL, with the reason in `error`,
 * where it is not so.
 */
cJSON *grades_read(const char *name, struct bytes text, struct error *error);

/* Parts of grades that were read, borrowed: the stages, the submissions; one's results. */
const cJSON *grades_stages(const cJSON *grades);
const cJSON *grades_submissions(const cJSON *grades);
const cJSON *grades_results(const cJSON *submission);

/* A whole number of an object: "score", "max_score", "stage". */
unsigned grades_number(const cJSON *object, const char *name);

#endif
