/*
 * The checks as a build: what ninja is told, and what it says is to be done.
 *
 * Why ninja: a grading is a build. A result depends on a file, on the workbook's programs and on a
 * command line; ninja runs what is out of date on all processors, and its log, written a line a
 * finished job, survives a kill. Tried beside it: ctest -F (3.25) goes on after a kill by the
 * numbers of tests, and else runs all of them again; GNU parallel's --resume goes by numbers of
 * jobs too, says its manual, and is one package more. Neither sees that a file or the workbook has
 * changed.
 *
 * Format: https://ninja-build.org/manual.html#ref_ninja_file
 */
#ifndef CLASSROOM_NINJA_H
#define CLASSROOM_NINJA_H

#include "base/error.h"
#include "classroom/jobs.h"
#include "stream/buffer.h"

#include <stdint.h>

struct ninja_order {
    const char *check;         /* path of the program */
    const char *const *inputs; /* what else results depend on: paths, NULL-terminated */
    uint64_t seed;
    bool boxed;
};

/*
 * Appends build.ninja, for the work folder, with an edge for each job that is checked. No name of a
 * submission is in it. See format_failed.
 */
void ninja_write(const struct jobs *jobs, const struct ninja_order *order, struct buffer *text);

/*
 * Reads what `ninja -n` says with an empty NINJA_STATUS, and marks the jobs that it would do as
 * pending. False, with the reason in `error`, where a line is anything
 * else.
 */
bool ninja_read_plan(const char *name, struct bytes said, struct jobs *jobs, struct error *error);

#endif
