/* A stage's heap profile as a listing: from the call paths that DHAT saw. */
#ifndef MEASURE_HEAP_LISTING_H
#define MEASURE_HEAP_LISTING_H

#include "measure/listing.h"
#include "readers/dhat.h"

/* What is counted, by pprof's names: all that was allocated, or what was not freed at exit. */
enum heap_sample { ALLOC_SPACE, ALLOC_OBJECTS, INUSE_SPACE, INUSE_OBJECTS, HEAP_SAMPLES };

extern const char *const heap_sample_names[HEAP_SAMPLES];

/* What a point's sample is, in bytes or blocks. */
uint64_t heap_sample_of(const struct dhat_point *point, enum heap_sample sample);

/*
 * The part of a call path that is the stage's: frames *first up to *end, the innermost first; the
 * function that called the stage is at *end. False where the probe allocated.
 */
bool heap_stage_path(const struct dhat_point *point, size_t *first, size_t *end);

/*
 * Adds what the stage allocated. Without `inlines` a function that was inlined counts as part of the
 * one that it was inlined into, at the line of the call: pprof's noinlines. The listing borrows the
 * profile. False where memory cannot be had.
 */
bool heap_listing(const struct dhat *dhat, enum heap_sample sample, bool inlines,
                  struct listing *listing);

#endif
