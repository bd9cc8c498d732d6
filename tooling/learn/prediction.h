/* What a learner predicts of a stage's own file: read as it is typed, and compared with a check. */
#ifndef LEARN_PREDICTION_H
#define LEARN_PREDICTION_H

#include "learn/progress_document.h"

#include <cjson/cJSON.h>

enum { PREDICTION_MOST = 1000000000 - 1 }; /* of allocations, or of bytes, per op */

/* What can be predicted. */
struct prediction_kind {
    const char *name;     /* as it is typed: "LINE" */
    uint64_t least, most; /* at most PREDICTION_MOST */
    const char *file;     /* the path of the file that has `most` lines; or NULL */
};

/*
 * Reads a whole number; a text that is empty, or NULL, is PROGRESS_UNKNOWN. False if it is something
 * else, with a line in `error`:
 * LINE="99": expected a whole number from 1 to 52, the lines of f.c
 */
bool prediction_read(const struct prediction_kind *kind, const char *text, double *figure,
                     struct error *error) __attribute__((warn_unused_result));

/* Whether a figure is predicted. */
bool prediction_has_any(const double figures[PROGRESS_FIGURES]);

/* Appends "2 allocs/op, 53 B/op, line 23", as far as it is known. */
void prediction_add(const double figures[PROGRESS_FIGURES], struct buffer *text);

/*
 * Appends the prediction beside what the check of the file with hash `file` (0: it changed during
 * the check) measured, once: if a part of it could not be measured, the next check does it. A
 * prediction about another file is shown and not scored. See format_failed.
 */
void prediction_compare(struct progress_stage *entry, const cJSON *result, uint64_t file,
                        struct buffer *text);

/* A figure that a check's result (results/result.h) has measured; or PROGRESS_UNKNOWN. */
double prediction_measured(const cJSON *result, const char *name);

#endif
