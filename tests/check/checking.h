/* Runs the check program as a learner would, and reads what it left. */
#ifndef CHECK_CHECKING_H
#define CHECK_CHECKING_H

#include "verbs/running.h"

#include <cjson/cJSON.h>

struct checked {
    struct ran ran; /* owned */
    cJSON *result;  /* owned; NULL if it wrote none */
};

/*
 * Runs the program named by CHECK_PROGRAM in the environment (the default: the one of this build)
 * with `words` (NULL-terminated), into a folder of its own, and reads the result with
 * the label `label`, or with the stage's own if that is NULL.
 */
struct checked check_now(const char *const *words, const char *label);

/* The same with more in the environment, NAME=VALUE, NULL-terminated. */
struct checked check_with(const char *const *words, const char *label,
                          const char *const *environment);

/* Checks `file` as a stage. */
struct checked check_file(unsigned stage, const char *file);

/*
 * What `command` prints, run by sh with the check program as $0 and a folder for results as $FOLDER.
 * Ends in a NUL; owned by the caller.
 */
struct buffer check_in_shell(const char *command, const char *const *environment);

void checked_dispose(struct checked *checked);

/* The result's verdict; "" if there is no result. */
const char *checked_verdict(const struct checked *checked);

/* The message of a gate, and its verdict; "" if there is none. */
const char *checked_message(const struct checked *checked, const char *gate);
const char *checked_gate(const struct checked *checked, const char *gate);

/* The gates that are not-yet, in their order, "heap cpu"; borrowed until the next call. */
const char *checked_failed(const struct checked *checked);

/* A figure; -1 if it was not measured. */
double checked_figure(const struct checked *checked, const char *name);

#endif
