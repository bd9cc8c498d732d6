/* An autograder as Gradescope lays one out: /autograder, in a folder of the test's own. */
#ifndef VERBS_AUTOGRADER_H
#define VERBS_AUTOGRADER_H

#include <cjson/cJSON.h>
#include <stdbool.h>

struct autograder {
    char folder[64]; /* source/, submission/, results/, and run_autograder beside them */
};

/*
 * Makes the zip of a stage ("" for all), and lays it out. With `set_up` setup.sh has run as Gradescope
 * runs it; without, the programs are those of this build. Ended with autograder_dispose.
 */
struct autograder autograder_new(const char *stage, bool set_up);

void autograder_dispose(struct autograder *autograder);

/* Runs a command of the shell's in the autograder's folder, with $ROOT the project's. Its status. */
int autograder_do(const struct autograder *autograder, const char *command);

/*
 * Runs run_autograder as Gradescope does: what it left as results.json, which has all that is
 * documented and nothing else. Its stdout is in results/stdout. The caller's.
 */
cJSON *autograder_run(const struct autograder *autograder);

/* A test of results.json by its name; NULL if there is none. */
const cJSON *autograder_test(const cJSON *results, const char *name);

/* A number of an object; -1 if it is absent. */
double autograder_number(const cJSON *object, const char *name);

#endif
