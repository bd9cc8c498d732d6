/* Judges one submission, a stage or all, with the check itself. */
#ifndef CLASSROOM_JUDGE_SUBMISSION_H
#define CLASSROOM_JUDGE_SUBMISSION_H

#include "base/error.h"
#include "course/course.h"
#include "results/scores.h"
#include "run/box.h"

#include <cjson/cJSON.h>

struct judge_request {
    const char *submission;    /* the folder that was handed in: classroom/submission.h */
    const char *into;          /* a folder of ours, in which the checks write */
    const struct stage *stage; /* NULL: all stages */
    const struct scores *scores;
    enum box_kind box;                     /* the best that this machine can make */
    void (*each_second)(unsigned seconds); /* progress; or NULL */
};

/*
 * The grades (results/grades.h) of one submission, which the caller ends with cJSON_Delete. What
 * goes wrong with a stage is in its result. NULL, with the reason in `error`, if allocation fails
 * or the user interrupts.
 *
 * All processes that a check started have ended before its result is read.
 */
cJSON *judge_submission(const struct judge_request *request, struct error *error);

#endif
