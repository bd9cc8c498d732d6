/* One check: builds a file, has every gate judge it, and writes the result. */
#ifndef JUDGE_STAGE_CHECK_H
#define JUDGE_STAGE_CHECK_H

#include "judge/check_request.h"

#include <cjson/cJSON.h>

/*
 * Checks the file and writes INTO/results/LABEL.json, LABEL.xml, LABEL.GATE.case for a failing
 * case, which stays until another of that gate replaces it, and INTO/probe-LABEL (probe-2 for
 * stage-2), each whole or not at all. Several checks can run at once, of the same stage too.
 * `each_second` is called while it goes on; or NULL.
 *
 * The result, as read back from its file, which the caller ends with cJSON_Delete; or NULL, with the
 * reason in `error`: the file cannot be read, the disk is full, or the check was interrupted.
 */
cJSON *check_run(const struct check_request *request, void (*each_second)(unsigned seconds),
                 struct error *error);

#endif
