/* How far a grading is: counts results as they appear, and draws that as text. */
#ifndef CLASSROOM_GRADING_PROGRESS_H
#define CLASSROOM_GRADING_PROGRESS_H

#include "classroom/work_folder.h"

struct grading_progress {
    size_t total;   /* results in all */
    size_t before;  /* those that were there when it began */
    size_t done;    /* those that are there now */
    size_t not_yet; /* of those now, the ones with this verdict */
    size_t inconclusive;
    unsigned seconds; /* since it began */
};

/* Counts the results that are there before anything runs. */
struct grading_progress grading_progress_start(const struct work *work, const struct jobs *jobs);

/*
 * Looks for results of pending jobs, which are pending no longer then, and appends a line for each:
 * "12/100 ann 2-remove-interface-call: pass". See format_failed.
 */
void grading_progress_update(struct grading_progress *progress, const struct work *work,
                             struct jobs *jobs, unsigned seconds, struct buffer *news);

/*
 * Appends one line without its end, of at most `width` characters unless the terminal is very
 * narrow. See format_failed.
 */
void grading_progress_draw(const struct grading_progress *progress, unsigned width,
                           struct buffer *text);

/* The seconds that are left, estimated from what was done so far; -1 while nothing was. */
long grading_progress_left(const struct grading_progress *progress);

#endif
