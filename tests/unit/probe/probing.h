/* Runs a probe in a scratch folder; see support/scratch.h. */
#ifndef TOOLING_PROBING_H
#define TOOLING_PROBING_H

#include "probe/frame.h"
#include "run/process.h"

#include <stddef.h>

/* Writes the cases to the file at `path`. */
void write_cases(const char *path, const struct probe_case *cases, size_t count);

/*
 * Runs the probe that obeys: it answers the case file "cases" into "answers", then prints "MARK".
 * `environment` is as in process.h.
 */
struct process_result answer_obediently(const char *const *environment);

#endif
