/*
 * The work folder of a grading, INTO/work, from which a grading that was stopped continues.
 *
 *     seed                     of the random cases: one for the whole class, and saved
 *     cache/                   what the stages are compared with: measured once per grading
 *     build.ninja .ninja_log   what is to be done, and what was
 *     ID/STAGE/algo_one.c      a copy of each file, with what its check prints and finds
 *
 * It can be stopped at any moment: each file is written whole or not at all, and a result is
 * removed before what it is about changes.
 */
#ifndef CLASSROOM_WORK_FOLDER_H
#define CLASSROOM_WORK_FOLDER_H

#include "base/error.h"
#include "classroom/jobs.h"

#include <cjson/cJSON.h>
#include <stdint.h>

enum { WORK_PATH_SIZE = 4096 }; /* bytes of a path, its NUL included */

#define WORK_SEED "seed"   /* in the work folder */
#define WORK_CACHE "cache" /* the same: see check's option in judge/check_request.h */
#define WORK_LABEL "check" /* --label of the checks */
#define WORK_RESULT "results/" WORK_LABEL ".json" /* in the folder of a job */

struct work {
    char folder[WORK_PATH_SIZE - 128];
    int lock; /* held as long as the work is open */
};

/*
 * Opens INTO/work for this process alone; `fresh` removes all in it but the seed. False, with the
 * reason in `error`, if another grading uses it or the folder is not a grading's.
 */
bool work_open(struct work *work, const char *into, bool fresh, struct error *error);

void work_close(struct work *work);

/* The path of a file in the folder of a job; with "" for `job_folder`, in the work folder. */
void work_path(const struct work *work, const char *job_folder, const char *file,
               char path[WORK_PATH_SIZE]);

/*
 * The seed of the random cases: `given` (a number), or the saved one unless `fresh`, or a random
 * one, which nobody can foresee. It is saved, readable by its owner only. False, with the reason in
 * `error`.
 */
bool work_choose_seed(const struct work *work, bool fresh, const char *given, uint64_t *seed,
                      struct error *error);

/*
 * Makes `content` the copy of a job's file. If that is new, the job's result is removed; otherwise
 * nothing is touched. False, with the reason in `error`.
 */
bool work_put(const struct work *work, const struct job *job, struct bytes content,
              struct error *error);

/* Empties the cache: another machine may have filled it. False, with the reason in `error`. */
bool work_clear_cache(const struct work *work, struct error *error);

/* Removes what an earlier check of the job left but for its file. False, with the reason. */
bool work_clear(const struct work *work, const struct job *job, struct error *error);

/* The job's result, which the caller ends with cJSON_Delete; NULL if the check left none. */
cJSON *work_result(const struct work *work, const struct job *job);

/* Appends the last line that the job's check printed, as ASCII; nothing if it printed none. */
void work_add_last_words(const struct work *work, const struct job *job, struct buffer *text);

#endif
