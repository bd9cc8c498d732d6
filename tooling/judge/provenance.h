/* What a result was measured with. */
#ifndef JUDGE_PROVENANCE_H
#define JUDGE_PROVENANCE_H

#include "judge/stage_check.h"
#include "run/process.h"

struct provenance {
    const char *beside; /* the request's */
    struct process valgrind, git;
    char valgrind_said[CHECK_PATH_SIZE]; /* paths of what they said */
    char git_said[CHECK_PATH_SIZE];
};

/* Starts asking for versions, unless they are kept; what is said goes to files in `folder`. */
struct provenance provenance_start(const struct check_request *request, const char *folder);

/*
 * Waits for the versions, and adds {"compiler","valgrind","libc","workbook"} to the result where
 * it is not NULL. False where memory cannot be had.
 */
bool provenance_add(struct provenance *provenance, cJSON *result);

#endif
