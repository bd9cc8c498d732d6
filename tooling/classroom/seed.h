/* The seed of the random cases of a grading: one for the whole class. */
#ifndef CLASSROOM_SEED_H
#define CLASSROOM_SEED_H

#include "base/error.h"
#include "classroom/grading_work.h"

/*
 * The seed: `given` (a number), or the kept one unless `fresh`, or a random one, which nobody can
 * foresee. It is kept from then on, for its owner alone to read. False, with the reason in `error`
 *.
 */
bool seed_choose(const struct work *work, bool fresh, const char *given, uint64_t *seed,
                 struct error *error);

#endif
