/* Judges one submission, a stage or all, with the check itself. */
#ifndef CLASSROOM_JUDGE_SUBMISSION_H
#define CLASSROOM_JUDGE_SUBMISSION_H

#include "base/error.h"
#include "course/course.h"
#include "results/scores.h"
#include "run/box.h"

#include <cjson/cJSON.h>

struct judge_request {
    const char *submission;    /* the folder of what was handed in; see submission.h */
    const char *into;          /* a folder of ours, for what the checks leave */
    const struct stage *stage; /* NULL: all stages */
    const struct scores *scores;
    enum box_kind box;                     /* the best that there can be here */
    void (*each_second)(unsigned seconds); /* progress; or NULL */
};

/*
 * Judges, and says what came out as a document of grades (grade/grades.h) of one submission, which
 * the caller ends with cJSON_Delete. What goes wrong with a stage is in its result. NULL, with the
 * reason in `error`, where there is no document: no memory, or an interrupt.
 *
 * All processes that a check leaves behind have ended before its result is read.
 */
cJSON *judge(const struct judge_request *request, struct error *error);

#endif
