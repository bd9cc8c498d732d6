#include "views/heap_line.h"

#include "base/scan.h"

#include <stdio.h>
#include <stdlib.h>

static void add_point(struct heap_line *line, double op, uint64_t bytes)
{
    line->points[line->point_count++] = (struct heap_point){.op = op, .bytes = bytes};
}

bool heap_line_make(const struct massif *massif, const struct heap_totals *totals, uint64_t room,
                    unsigned ops, struct heap_line *line, struct error *error)
{
    const struct massif_snapshot *end = massif->snapshots + massif->snapshot_count;
    const struct massif_snapshot *first = massif->snapshots;
    const struct massif_snapshot *at;
    uint64_t end_time = 0;
    *line = (struct heap_line){.totals = *totals, .ops = ops};
    /*
     * The ops begin once the probe's block is there, and end before it is freed. What is left then is
     * what is left at exit; and the block takes as much time to free as it took to allocate.
     */
    while (first < end && first->heap_bytes < room)
        first++;
    if (first < end)
        end_time = end[-1].time;
    if (end - first > 1 && end[-1].heap_bytes == totals->left_bytes) {
        end--;
        end_time -= first->time;
    }
    for (at = first; at < end && at->heap_bytes >= room;)
        at++;
    if (first == end || at < end)
        return error_set(error, "massif did not see an allocation that was there");

    line->points = malloc((size_t)(end - first + 1) * sizeof *line->points);
    if (line->points == NULL)
        return error_out_of_memory(error);
    line->peak_bytes = massif->peak_heap_bytes - room;
    double time = (double)((end_time < end[-1].time ? end[-1].time : end_time) - first->time);
    add_point(line, 0, first->heap_bytes - room);
    for (at = first + 1; at < end && time > 0; at++)
        add_point(line, (double)(at->time - first->time) / time * ops, at->heap_bytes - room);
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
