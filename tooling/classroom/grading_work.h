/*
 * The work folder of a grading, INTO/work: what makes a grading go on where it was stopped.
 *
 *     seed                     of the random cases: one for the whole class, and kept
 *     beside/                  what is measured beside the stages: once a grading
 *     build.ninja .ninja_log   what is to be done, and what was
 *     ID/STAGE/algo_one.c      a copy of each file; what the check says and finds lies beside it
 *
 * It can be stopped at any moment: each file is written whole or not at all, and a result is
 * removed before what it is about changes.
 */
#ifndef CLASSROOM_GRADING_WORK_H
#define CLASSROOM_GRADING_WORK_H

#include "base/error.h"
#include "classroom/jobs.h"

#include <cjson/cJSON.h>

enum { WORK_PATH_SIZE = 4096 }; /* bytes of a path, its NUL included */

#define WORK_SEED "seed"     /* in the work folder */
#define WORK_BESIDE "beside" /* the same: of one grading, see judge/check_request.h */
#define WORK_LABEL "check"   /* --label of the checks */
#define WORK_RESULT "results/" WORK_LABEL ".json" /* in the folder of a job */

struct work {
    char folder[WORK_PATH_SIZE - 128];
    int lock; /* held for as long as it is open */
};

/*
 * Opens INTO/work for this process alone; `fresh` removes all in it but the seed. False, with the
 * reason in `error`, where another grading works there or the folder is
 * something else's.
 */
bool work_open(struct work *work, const char *into, bool fresh, struct error *error);

void work_close(struct work *work);

/* The path of a file in the folder of a job; with "" for `job_folder`, in the work folder. */
void work_path(const struct work *work, const char *job_folder, const char *file,
               char path[WORK_PATH_SIZE]);

/*
 * Has the copy of a job's file hold `content`. Where that is new, the result goes; else nothing is
 * touched. False, with the reason in `error`.
 */
bool work_put(const struct work *work, const struct job *job, struct bytes content,
              struct error *error);

/* Removes what was measured beside the stages: another machine may have done so. */
bool work_clear_beside(const struct work *work, struct error *error);

/* Removes what an earlier check of the job left but for its file. False, with the reason. */
bool work_clear(const struct work *work, const struct job *job, struct error *error);

/* The job's result, which the caller ends with cJSON_Delete; NULL where the check left none. */
cJSON *work_result(const struct work *work, const struct job *job);

/* Appends the last line that the job's check printed, as ASCII; nothing where it printed none. */
void work_add_last_words(const struct work *work, const struct job *job, struct buffer *text);

#endif
