/* A stage's profiles as flames: what the probe called is outermost, and nothing of ours in them. */
#ifndef VIEWS_STACKS_H
#define VIEWS_STACKS_H

#include "measure/heap_listing.h"
#include "readers/addr2line.h"
#include "readers/callgrind.h"
#include "readers/dhat.h"
#include "views/flame.h"

/*
 * Adds what the stage allocated. The flame borrows the profile. False where memory cannot be had, as
 * below.
 */
bool stacks_heap(const struct dhat *dhat, enum heap_sample sample, struct flame *flame);

/*
 * Adds what the stage cost in the event at `event`. The profile tells functions apart by their
 * callers (--separate-callers): "memcmp'algo_one'probe_ops"; where a path was cut off there, the
 * rest of it is shown. `inlined` says what was inlined at each address; what inlined code calls is
 * shown as called by the function around it. The flame borrows both.
 */
bool stacks_cpu(const struct callgrind *profile, size_t event, const struct addr2line *inlined,
                struct flame *flame);

#endif
