#include "plot/heap_line.h"

#include "text/scan.h"

#include <stdio.h>
#include <stdlib.h>

/* The snapshots of the ops alone: behind the allocation of the probe's block, before its end. */
static bool find_ops(const struct massif *massif, uint64_t room, size_t *first, size_t *end)
{
    const struct massif_snapshot *all = massif->snapshots;
    *first = 0;
    *end = massif->snapshot_count;
    while (*first < *end && all[*first].heap_bytes < room)
        (*first)++;
    if (*end - *first > 1 && all[*end - 1].heap_bytes + room <= all[*end - 2].heap_bytes)
        (*end)--;
    for (size_t i = *first; i < *end; i++) {
        if (all[i].heap_bytes < room)
            return false;
    }
    return *first < *end && massif->peak_heap_bytes >= room;
}

static void add_point(struct heap_line *line, double op, uint64_t bytes)
{
    line->points[line->point_count++] = (struct heap_point){.op = op, .bytes = bytes};
}

bool heap_line_make(const struct massif *massif, const struct heap_totals *totals, uint64_t room,
                    unsigned ops, struct heap_line *line, char *error)
{
    size_t first, end;
    *line = (struct heap_line){.totals = *totals, .ops = ops};
    if (!find_ops(massif, room, &first, &end)) {
        snprintf(error, SCAN_ERROR_SIZE, "massif did not see an allocation that was there");
        return false;
    }
    line->points = malloc((end - first + 1) * sizeof *line->points);
    if (line->points == NULL) {
        snprintf(error, SCAN_ERROR_SIZE, "out of memory");
        return false;
    }
    line->peak_bytes = massif->peak_heap_bytes - room;
    const struct massif_snapshot *all = massif->snapshots;
    uint64_t span = all[end - 1].time - all[first].time;
    for (size_t i = first; i < end && (i == first || span > 0); i++) {
        double part = span == 0 ? 0 : (double)(all[i].time - all[first].time) / (double)span;
        add_point(line, part * ops, all[i].heap_bytes - room);
    }
    if (span == 0) /* nothing happened: the line is flat from the first op to the last */
        add_point(line, ops, all[first].heap_bytes - room);
    return true;
}

void heap_line_dispose(struct heap_line *line)
{
    free(line->points);
    *line = (struct heap_line){0};
}
