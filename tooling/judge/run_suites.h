/* Runs the Criterion suites that judge a stage, with their orders in the environment. */
#ifndef JUDGE_RUN_SUITES_H
#define JUDGE_RUN_SUITES_H

#include "judge/stage_check.h"

struct suites_end {
    bool interrupted;    /* we were asked to stop */
    const char *missing; /* why findings are missing, where the suites could not start; or NULL */
};

/*
 * Runs the suites, all at the same time; those that need the program wait for the build's. What they
 * find they write to `folder`; how they end says nothing of that.
 */
struct suites_end suites_run(const struct check_request *request, const char *folder);

/* What a label's probe is called behind "probe-": "2" for "stage-2", else the label. */
const char *check_probe_name(const char *label);

#endif
