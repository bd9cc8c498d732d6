/* What a machine must be able to do so that stages can be measured on it, tried for real. */
#ifndef MEASURE_MACHINE_CHECKS_H
#define MEASURE_MACHINE_CHECKS_H

#include "measure/workdir.h"

#include <stdbool.h>
#include <stddef.h>

struct machine_check {
    const char *name; /* "massif" */
    /* Tries it with the first stage's solution: whether it works. `says`
     * gets what was seen; where it does not work, why not. */
    bool (*works)(struct workdir *place, struct error *says);
    bool runs_it;         /* that program, which must have been built */
    const char *only_for; /* what alone needs it; NULL: every check does */
};

/* In the order in which they are tried: the first builds that program. */
extern const struct machine_check machine_checks[];
extern const size_t machine_check_count;

#endif
