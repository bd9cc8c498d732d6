/* What a machine must be able to do so that stages can be measured on it, tried for real. */
#ifndef MEASURE_MACHINE_CHECKS_H
#define MEASURE_MACHINE_CHECKS_H

#include "measure/workdir.h"

#include <stdbool.h>
#include <stddef.h>

struct look {
    const char *name; /* "massif" */
    /* Tries it with the first stage's solution: whether it works. `says`
     * gets what was seen; where it does not work, why not. */
    bool (*works)(struct measure_place *place, struct error *says);
    bool runs_it;         /* that program, which must have been built */
    const char *only_for; /* what alone needs it; NULL: every check does */
};

/* In the order in which they are tried: the first builds that program. */
extern const struct look doctor_looks[];
extern const size_t doctor_look_count;

#endif
