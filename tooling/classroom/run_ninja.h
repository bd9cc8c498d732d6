/*
 * Has ninja run the checks of a grading.
 *
 * Why ninja: a grading is a build. A result depends on a file, on the workbook's programs and on a
 * command line; ninja runs what is out of date on all processors, and its log, written a line for
 * each finished job, survives a kill. Also tried: ctest -F (3.25) goes on after a kill by the
 * numbers of tests, and otherwise runs all of them again; GNU parallel's --resume goes by numbers of
 * jobs too, says its manual, and is one more package. Neither sees that a file or the workbook has
 * changed.
 *
 * Format: https://ninja-build.org/manual.html#ref_ninja_file
 */
#ifndef CLASSROOM_RUN_NINJA_H
#define CLASSROOM_RUN_NINJA_H

#include "classroom/work_folder.h"

/* What each check is run with. */
struct check_command {
    const char *program;       /* path of the check */
    const char *const *inputs; /* what else results depend on: paths, NULL-terminated */
    uint64_t seed;
    bool boxed;
};

struct ninja_request {
    const struct work *work;
    struct jobs *jobs;
    struct check_command check;
    void (*show)(const char *command);     /* shows a command that is about to run */
    void (*each_second)(unsigned seconds); /* called while the checks run */
};

/* The check of this build and what it depends on; without a seed, and without a box. */
struct check_command ninja_check_of_workbook(void);

/*
 * Writes build.ninja, and marks as pending the jobs that ninja has to do. Their old results are
 * removed, so that from then on a result is one of this file, workbook and seed. False, with the
 * reason in `error`.
 */
bool ninja_plan(const struct ninja_request *request, struct error *error);

/*
 * Runs the checks that are pending. True if ninja ran to its end, whatever the checks said; false,
 * with the reason in `error`, if it could not run or was interrupted.
 */
bool ninja_run(const struct ninja_request *request, struct error *error);

/*
 * Appends build.ninja, with an edge for each job that is checked. No name of a submission is in it.
 * See format_failed.
 */
void ninja_write(const struct jobs *jobs, const struct check_command *check, struct buffer *text);

/*
 * Reads what `ninja -n` prints with an empty NINJA_STATUS, called `name` in messages, and marks the
 * jobs that it would do as pending. False, with the reason in `error`, if a line is anything else.
 */
bool ninja_read_plan(const char *name, struct bytes said, struct jobs *jobs, struct error *error);

#endif
