/*
 * A flame graph's data: call paths, and what was spent in the innermost function of each.
 *
 * A function is known by its name, so that its cost is the same sum from wherever it was called.
 * Names are borrowed. All zero is an empty flame, ended with flame_dispose.
 */
#ifndef VIEWS_FLAME_H
#define VIEWS_FLAME_H

#include "measure/samples.h"

struct flame_stack {
    size_t *frames; /* owned: places in the flame's frames, the outermost first */
    size_t depth;
    uint64_t weight;
};

struct flame {
    struct sample_place *frames; /* owned; each function once, with line 0 if it was in several */
    size_t frame_count;
    struct flame_stack *stacks; /* owned; each path once */
    size_t stack_count;
    uint64_t total; /* the sum of all weights */
};

/* Makes the flame of what the samples cost in `kind`. False if allocation fails, as below. */
STREAM_MUST_CHECK bool flame_of(const struct samples *samples, enum sample_kind kind,
                                struct flame *flame);

/* Adds a weight to a path of at least one function, the innermost first. 0 adds nothing. */
STREAM_MUST_CHECK bool flame_add(struct flame *flame, const struct sample_place *path, size_t depth,
                                 uint64_t weight);

void flame_dispose(struct flame *flame);

#endif
