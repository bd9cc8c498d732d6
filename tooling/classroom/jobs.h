/*
 * The jobs of a grading: for each submission, one for each stage that is graded, in order.
 */
#ifndef CLASSROOM_JOBS_H
#define CLASSROOM_JOBS_H

#include "classroom/student_name.h"
#include "classroom/submissions.h"

enum { JOB_FOLDER_SIZE = NAME_ID_SIZE + 16 }; /* bytes, the NUL included */

enum job_state {
    JOB_CHECKED, /* a check judges its file */
    JOB_MISSING, /* there is no file */
    JOB_UNCLEAR, /* two files could be meant */
    JOB_REFUSED  /* no compiler could be given the file */
};

struct job {
    const char *name; /* whose: borrowed from the submissions */
    const char *path; /* of the file in their folder, borrowed; NULL if there is none, or two */
    const struct stage *stage;
    enum job_state state;
    char *why;                    /* owned: why nothing is checked; NULL for JOB_CHECKED */
    char folder[JOB_FOLDER_SIZE]; /* in the work folder: "0123456789abcdef/2" */
    bool pending;                 /* it is to be done, or done again */
};

struct jobs {
    struct job *list;
    size_t count;
    size_t stages; /* jobs of one submission */
};

/*
 * Plans the jobs of submissions that were sorted, for `stages` (`stage_count` of them, in order).
 * False if allocation fails. Either way ended with jobs_dispose; borrows the submissions.
 */
bool jobs_plan(const struct submissions *all, const struct stage *stages, size_t stage_count,
               struct jobs *jobs);

/* Makes a job one that is not checked: its file `why`. False if allocation fails. */
bool job_refuse(struct job *job, const char *why);

/* The number of jobs in that state. */
size_t jobs_count(const struct jobs *jobs, enum job_state state);

void jobs_dispose(struct jobs *jobs);

#endif
