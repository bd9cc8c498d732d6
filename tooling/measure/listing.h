/*
 * What each line and each function cost, as pprof tells it: `flat`, what was spent on it itself, and
 * `cum`, what was spent on it or below it.
 *
 * Built from call paths, one at a time; it knows nothing of where they come from. Costs are in the
 * unit of the profile: bytes, blocks or instructions. Names are borrowed from the profile.
 */
#ifndef MEASURE_LISTING_H
#define MEASURE_LISTING_H

#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A place in a call path. */
struct listing_place {
    struct bytes function;
    struct bytes file; /* empty where unknown */
    uint64_t line;     /* 0 where unknown, and in a function's total */
};

struct listing_cost {
    struct listing_place place;
    uint64_t flat, cum;
};

struct listing {
    struct listing_cost *lines; /* owned */
    size_t line_count;
    struct listing_cost *functions; /* owned */
    size_t function_count;
    uint64_t total;
};

/*
 * Adds a cost at the end of a path of `depth` places, the innermost first: to cum of every function
 * and line in it, once however often it is there. With `is_whole` the path is whole, and the cost is
 * spent in its innermost place: it also goes to that one's flat, and to the total. Without, it was
 * spent in a callee that adds it itself.
 * False where memory cannot be had. All zero is an empty listing, ended with listing_dispose.
 */
bool listing_add(struct listing *listing, const struct listing_place *path, size_t depth,
                 uint64_t cost, bool is_whole);

void listing_dispose(struct listing *listing);

/* Puts the functions in order: by flat, then by cum, the largest first. */
void listing_sort(struct listing *listing);

/* What a line of a function cost; zeros where it cost nothing. */
struct listing_cost listing_line(const struct listing *listing, const struct listing_place *place);

#endif
