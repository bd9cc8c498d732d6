/* What a machine must be able to do so that stages can be measured on it; each is really tried. */
#ifndef MEASURE_MACHINE_CHECKS_H
#define MEASURE_MACHINE_CHECKS_H

#include "measure/workdir.h"

#include <stdbool.h>
#include <stddef.h>

struct machine_check {
    const char *name;     /* "massif" */
    bool runs_program;    /* the stage's, which the first check builds */
    const char *only_for; /* the only commands that need it; NULL: every check does */
};

/* In the order in which they are tried. */
extern const struct machine_check machine_checks[];
extern const size_t machine_check_count;

/*
 * Tries machine_checks[i] with the first stage's solution: whether it works. `says` gets what was
 * seen, or why it does not work.
 */
bool machine_check_works(size_t i, struct workdir *place, struct error *says);

#endif
