/* One check: builds a file, has every gate judge it, and leaves the result. */
#ifndef JUDGE_STAGE_CHECK_H
#define JUDGE_STAGE_CHECK_H

#include "base/error.h"
#include "course/course.h"
#include "run/box.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

enum { CHECK_PATH_SIZE = 4096 }; /* bytes of a path, its NUL included */

/*
 * `beside` is a folder that the checks of a grading share: what is measured beside a stage, and the
 * versions of the tools, are had once and kept there. NULL: each check has its own.
 */
struct check_request {
    const struct stage *stage;
    const char *file;  /* the judged file */
    const char *label; /* what its results are called: "stage-2", "solution-2" */
    const char *into;  /* the folder for results and probes: "build" */
    const char *beside;
    uint64_t seed;     /* of the random cases */
    enum box_kind box; /* in which it is compiled and run, where it is a stranger's */
    void (*each_second)(unsigned seconds); /* progress; or NULL */
};

/*
 * Checks the file and leaves INTO/results/LABEL.json, LABEL.xml, LABEL.GATE.case for a failing
 * case, which stays until another of that gate replaces it, and INTO/probe-LABEL (probe-2 for
 * stage-2), each written whole or not at all. Several checks can run at once, of the same stage too.
 * The result, as read back from its file, which the caller ends with cJSON_Delete; or NULL, with
 * the reason in `error`, where there can be none: the file cannot be read, the disk is full, or the
 * check was interrupted.
 */
cJSON *check_run(const struct check_request *request, struct error *error);

#endif
