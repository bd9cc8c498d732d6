/*
 * What each line and each function cost, with pprof's names: `flat`, what was spent on it itself, and
 * `cum`, what was spent on it or below it.
 *
 * Costs are in the unit of the samples: bytes, blocks or instructions. Names are borrowed from the
 * profile.
 */
#ifndef MEASURE_LISTING_H
#define MEASURE_LISTING_H

#include "measure/samples.h"

struct listing_cost {
    struct sample_place place; /* its line is 0 in a function's total */
    uint64_t flat, cum;
};

/* All zero is an empty listing. Ended with listing_dispose. */
struct listing {
    struct listing_cost *lines; /* owned */
    size_t line_count;
    struct listing_cost *functions; /* owned; by flat, then by cum, the largest first */
    size_t function_count;
    uint64_t total;
};

/*
 * Makes the listing of what the samples cost in `kind`. Without `inlines` a function that was inlined
 * counts as part of the one that it was inlined into, at the line of the call: pprof's noinlines.
 * False if allocation fails.
 */
STREAM_MUST_CHECK bool listing_of(const struct samples *samples, enum sample_kind kind,
                                  bool inlines, struct listing *listing);

/*
 * Adds a cost at the end of a path of `depth` places, the innermost first: to cum of every function
 * and line in it, once however often it is there. Unless it is `in_callee`, the cost is spent in the
 * innermost place: it also goes to that one's flat, and to the total. False if allocation fails.
 */
STREAM_MUST_CHECK bool listing_add(struct listing *listing, const struct sample_place *path,
                                   size_t depth, uint64_t cost, bool in_callee);

/* Puts the functions in order. */
void listing_sort(struct listing *listing);

void listing_dispose(struct listing *listing);

/* What a line of a function cost; zeros if it cost nothing. */
struct listing_cost listing_line(const struct listing *listing, const struct sample_place *place);

#endif
