/* Watches the results of a grading appear. */
#ifndef CLASSROOM_JOB_WATCH_H
#define CLASSROOM_JOB_WATCH_H

#include "classroom/grading_progress.h"
#include "classroom/grading_work.h"

struct watch {
    const struct work *work;
    struct jobs *jobs;
    struct progress progress;
};

/* Counts what is there before anything runs. */
struct watch watch_start(const struct work *work, struct jobs *jobs);

/*
 * Looks for results of pending jobs, which are pending no longer then, and appends a line for each:
 * "12/100 ann 2-remove-interface-call: pass". See format_failed.
 */
void watch_look(struct watch *watch, unsigned seconds, struct buffer *news);

#endif
