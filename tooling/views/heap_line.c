#include "views/heap_line.h"

#include "base/scan.h"

#include <stdio.h>
#include <stdlib.h>

/* The snapshots of the ops alone, and massif's time at their end. */
struct span {
    const struct massif_snapshot *first, *end;
    uint64_t end_time;
};

/*
 * They begin once the probe's block is there, and end before it is freed. What is left then is what is
 * left at exit; and to free the block takes as much time as to allocate it took.
 */
static bool find_ops(const struct massif *massif, uint64_t left_bytes, uint64_t room,
                     struct span *ops)
{
    const struct massif_snapshot *end = massif->snapshots + massif->snapshot_count;
    const struct massif_snapshot *first = massif->snapshots;
    while (first < end && first->heap_bytes < room)
        first++;
    if (first == end)
        return false;
    uint64_t end_time = end[-1].time;
    if (end - first > 1 && end[-1].heap_bytes == left_bytes) {
        end--;
        end_time -= first->time;
    }
    for (const struct massif_snapshot *at = first; at < end; at++) {
        if (at->heap_bytes < room)
            return false;
    }
    *ops = (struct span){first, end, end_time < end[-1].time ? end[-1].time : end_time};
    return true;
}

static void add_point(struct heap_line *line, double op, uint64_t bytes)
{
    line->points[line->point_count++] = (struct heap_point){.op = op, .bytes = bytes};
}

bool heap_line_make(const struct massif *massif, const struct heap_totals *totals, uint64_t room,
                    unsigned ops, struct heap_line *line, struct error *error)
{
    struct span span;
    *line = (struct heap_line){.totals = *totals, .ops = ops};
    if (!find_ops(massif, totals->left_bytes, room, &span))
        return error_set(error, "massif did not see an allocation that was there");
    line->points = malloc((size_t)(span.end - span.first + 1) * sizeof *line->points);
    if (line->points == NULL)
        return error_out_of_memory(error);
    line->peak_bytes = massif->peak_heap_bytes - room;
    double time = (double)(span.end_time - span.first->time);
    add_point(line, 0, span.first->heap_bytes - room);
    for (const struct massif_snapshot *at = span.first + 1; at < span.end && time > 0; at++)
        add_point(line, (double)(at->time - span.first->time) / time * ops, at->heap_bytes - room);
    /* Massif may have kept no snapshot of the end; what is left then is known exactly. */
    const struct heap_point *last = &line->points[line->point_count - 1];
    if (last->op < ops || last->bytes != totals->left_bytes)
        add_point(line, ops, totals->left_bytes);
    return true;
}

void heap_line_dispose(struct heap_line *line)
{
    free(line->points);
    *line = (struct heap_line){0};
}
