#include "readers/massif.h"

#include "base/array.h"
#include "base/scan.h"

#include <inttypes.h>
#include <stdio.h>

enum { FIELD_SIZE = 64 }; /* bytes of "snapshot=" and the longest number */

static bool read_header_line(struct scan *s, const char *key)
{
    struct bytes value;
    return (scan_text(s, key) && scan_line(s, &value)) || scan_expected(s, key);
}

static bool read_time_unit(struct scan *s)
{
    bool unit = scan_text(s, "time_unit: ") &&
                (scan_text(s, "i") || scan_text(s, "ms") || scan_text(s, "B"));
    return (unit && scan_line_end(s)) || scan_expected(s, "time_unit: i, ms or B");
}

static bool read_exactly(struct scan *s, const char *line)
{
    return (scan_text(s, line) && scan_line_end(s)) || scan_expected(s, line);
}

static bool read_field(struct scan *s, const char *key, uint64_t *value)
{
    char expected[FIELD_SIZE];
    if (scan_text(s, key) && scan_number(s, value) && scan_line_end(s))
        return true;
    snprintf(expected, sizeof expected, "%s<number>", key);
    return scan_expected(s, expected);
}

static bool read_rule(struct scan *s)
{
    return read_exactly(s, "#-----------");
}

/* A node of a heap tree, indented: "n2: 48 0x1091A3: main (x.c:7)" has 2 nodes below it. */
static bool read_node(struct scan *s, uint64_t *below)
{
    uint64_t bytes;
    struct bytes place;
    scan_blank(s);
    return (scan_text(s, "n") && scan_number(s, below) && scan_text(s, ": ") &&
            scan_number(s, &bytes) && scan_text(s, " ") && scan_line(s, &place)) ||
           scan_expected(s, "n<children>: <bytes> <place>");
}

/* The tree is read only to see that it is whole. */
static bool read_tree(struct scan *s)
{
    uint64_t below;
    for (uint64_t missing = 1; missing > 0; missing += below - 1) {
        struct scan node = *s;
        if (!read_node(s, &below))
            return false;
        if (below > UINT64_MAX - missing)
            return scan_expected(&node, "a tree with fewer nodes");
    }
    return true;
}

static bool read_heap_tree(struct scan *s)
{
    bool named = scan_text(s, "heap_tree=");
    bool empty = named && scan_text(s, "empty");
    bool known = empty || (named && (scan_text(s, "detailed") || scan_text(s, "peak")));
    if (!known || !scan_line_end(s))
        return scan_expected(s, "heap_tree=empty, detailed or peak");
    return empty || read_tree(s);
}

/* Reads a snapshot's time, which is not in front of the last one's. */
static bool read_time(struct scan *s, uint64_t last, uint64_t *time)
{
    struct scan line = *s;
    if (!read_field(s, "time=", time))
        return false;
    return *time >= last || scan_expected(&line, "time=<number, not below the last one>");
}

static bool read_snapshot(struct scan *s, const struct massif *massif,
                          struct massif_snapshot *snapshot)
{
    size_t number = massif->snapshot_count;
    uint64_t last = number == 0 ? 0 : massif->snapshots[number - 1].time;
    char expected[FIELD_SIZE];
    uint64_t stacks_bytes;
    snprintf(expected, sizeof expected, "snapshot=%zu", number);
    return read_rule(s) && read_exactly(s, expected) && read_rule(s) &&
           read_time(s, last, &snapshot->time) &&
           read_field(s, "mem_heap_B=", &snapshot->heap_bytes) &&
           read_field(s, "mem_heap_extra_B=", &snapshot->heap_extra_bytes) &&
           read_field(s, "mem_stacks_B=", &stacks_bytes) && read_heap_tree(s);
}

static bool add_snapshot(struct scan *s, struct massif *massif)
{
    struct massif_snapshot snapshot;
    if (!read_snapshot(s, massif, &snapshot))
        return false;
    if (!array_append(&massif->snapshots, &massif->snapshot_count, &snapshot, sizeof snapshot))
        return scan_no_memory(s);
    if (massif->peak_heap_bytes < snapshot.heap_bytes)
        massif->peak_heap_bytes = snapshot.heap_bytes;
    return true;
}

/* Massif always takes a first snapshot, so there is at least one. */
bool massif_read(const char *name, struct bytes text, struct massif *massif, struct error *error)
{
    struct scan s = scan_of(name, text, error);
    *massif = (struct massif){0};
    bool read = read_header_line(&s, "desc:") && read_header_line(&s, "cmd:") && read_time_unit(&s);
    while (read && (massif->snapshot_count == 0 || !scan_at_end(&s)))
        read = add_snapshot(&s, massif);
    if (!read)
        massif_dispose(massif);
    return read;
}

void massif_dispose(struct massif *massif)
{
    free(massif->snapshots);
    *massif = (struct massif){0};
}
