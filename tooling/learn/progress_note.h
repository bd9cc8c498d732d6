/* What a check leaves in a stage's entry, and what it says of the learner's prediction. */
#ifndef LEARN_PROGRESS_NOTE_H
#define LEARN_PROGRESS_NOTE_H

#include "learn/progress_document.h"

#include <cjson/cJSON.h>

/*
 * Notes a check: `result` (see results/result.h) of the file with this hash (0: it changed
 * meanwhile), at the time `now`. Only a program that is right improves the best figures, and once one
 * has passed, only one that passes. They are one compiler's: another's begin anew.
 */
void note_check(struct progress_stage *entry, const cJSON *result, uint64_t file, uint64_t now);

/* Whether something is predicted. */
bool note_has_prediction(const struct progress_stage *entry);

/*
 * Appends the prediction beside what the check of `file` (as above) measured, once: where a part of
 * it could not be measured, the next check tells. A guess about another file is shown, and neither
 * right nor wrong. See format_failed.
 */
void note_compare(struct progress_stage *entry, const cJSON *result, uint64_t file,
                  struct buffer *text);

/* Appends "2 allocs/op, 53 B/op, line 23", as far as it is known. */
void note_add_figures(const double figures[PROGRESS_FIGURES], struct buffer *text);

#endif
