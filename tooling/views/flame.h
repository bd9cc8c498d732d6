/*
 * A flame graph's data: call paths, and what was spent in the innermost function of each.
 *
 * A function is known by its name, so that its cost is the same sum wherever it was called from.
 * Names are borrowed. All zero is an empty flame, ended with flame_dispose.
 */
#ifndef VIEWS_FLAME_H
#define VIEWS_FLAME_H

#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct flame_frame {
    struct bytes function;
    struct bytes file; /* empty where unknown */
    uint64_t line;     /* 0 where unknown, and where its cost comes from several lines */
};

struct flame_stack {
    size_t *frames; /* owned: places in the flame's frames, the outermost first */
    size_t depth;
    uint64_t weight;
};

struct flame {
    struct flame_frame *frames; /* owned; each function once */
    size_t frame_count;
    struct flame_stack *stacks; /* owned; each path once */
    size_t stack_count;
    uint64_t total; /* the sum of all weights */
};

/* A path has this many functions at most. */
enum { FLAME_DEEPEST = 256 };

/*
 * Adds a weight to a path of 1 to FLAME_DEEPEST functions, the innermost first. A weight of 0 adds
 * nothing. False where memory cannot be had.
 */
bool flame_add(struct flame *flame, const struct flame_frame *path, size_t depth, uint64_t weight);

void flame_dispose(struct flame *flame);

#endif
