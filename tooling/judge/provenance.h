/* What a result was measured with. */
#ifndef JUDGE_PROVENANCE_H
#define JUDGE_PROVENANCE_H

#include "judge/check_request.h"
#include "run/process.h"

#include <cjson/cJSON.h>

/* A program that is asked for its version. */
struct version {
    struct process process;
    const char *cache_dir;
    char said[CHECK_PATH_SIZE]; /* path of what it said */
    char kept[CHECK_PATH_SIZE]; /* where other checks find it; "" for nowhere */
};

struct provenance {
    struct version valgrind, git;
};

/*
 * Starts asking for versions, unless they are kept in `cache_dir` ("": nothing is kept). What is said
 * goes to files in `folder`.
 */
struct provenance provenance_start(const char *cache_dir, const char *folder);

/*
 * Waits for the versions, and adds {"compiler","valgrind","libc","workbook"} to the result if it is
 * not NULL. False if memory runs out.
 */
bool provenance_add(struct provenance *provenance, cJSON *result);

#endif
