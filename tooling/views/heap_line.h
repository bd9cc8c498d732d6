/* A program's heap over its ops: the line of a plot, from massif's snapshots. */
#ifndef VIEWS_HEAP_LINE_H
#define VIEWS_HEAP_LINE_H

#include "base/error.h"
#include "measure/totals.h"
#include "readers/massif.h"

struct heap_point {
    double op;      /* how many ops have gone by */
    uint64_t bytes; /* live on the heap */
};

struct heap_line {
    const char *name;          /* "solution"; borrowed */
    struct heap_point *points; /* owned; at least two */
    size_t point_count;
    uint64_t peak_bytes;
    struct heap_totals totals; /* of all ops together */
    unsigned ops;
};

/*
 * Makes the line of a run of `ops` ops under massif with --time-unit=B. `room` is the size of the
 * block that the probe had all the while: it is taken out. Massif's time is bytes allocated and
 * freed, so an op is as wide as what it allocates and frees; each op does the same.
 * False, with the reason in `error`. Ended with heap_line_dispose.
 */
bool heap_line_make(const struct massif *massif, const struct heap_totals *totals, uint64_t room,
                    unsigned ops, struct heap_line *line, struct error *error);

void heap_line_dispose(struct heap_line *line);

#endif
