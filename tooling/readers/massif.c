#include "readers/massif.h"

#include "base/array.h"
#include "base/scan.h"

#include <stdio.h>

enum { FIELD_SIZE = 64 }; /* bytes of "snapshot=" and the longest number */

static bool read_header_line(struct scan *s, const char *key)
{
    struct bytes value;
    return (scan_text(s, key) && scan_line(s, &value)) || scan_expected(s, key);
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

/*
 * Reads a snapshot's heap tree, only to see that it is whole: nodes, indented, such as
 * "n2: 48 0x1091A3: main (x.c:7)", which has 2 nodes below it.
 */
static bool read_heap_tree(struct scan *s)
{
    bool named = scan_text(s, "heap_tree=");
    bool empty = named && scan_text(s, "empty");
    bool known = empty || (named && (scan_text(s, "detailed") || scan_text(s, "peak")));
    uint64_t below, bytes;
    struct bytes place;
    if (!known || !scan_line_end(s))
        return scan_expected(s, "heap_tree=empty, detailed or peak");
    for (uint64_t missing = empty ? 0 : 1; missing > 0; missing += below - 1) {
        struct scan node = *s;
        scan_blank(s);
        if (!scan_text(s, "n") || !scan_number(s, &below) || !scan_text(s, ": ") ||
            !scan_number(s, &bytes) || !scan_text(s, " ") || !scan_line(s, &place))
            return scan_expected(s, "n<children>: <bytes> <place>");
        if (below > UINT64_MAX - missing)
            return scan_expected(&node, "a tree with fewer nodes");
    }
    return true;
}

bool massif_read(const char *name, struct bytes text, struct massif *massif, struct error *error)
{
    static const char rule[] = "#-----------";
    struct scan s = scan_of(name, text, error);
    uint64_t last = 0;
    *massif = (struct massif){0};
    bool read = read_header_line(&s, "desc:") && read_header_line(&s, "cmd:");
    if (read &&
        (!scan_text(&s, "time_unit: ") ||
         !(scan_text(&s, "i") || scan_text(&s, "ms") || scan_text(&s, "B")) || !scan_line_end(&s)))
        read = scan_expected(&s, "time_unit: i, ms or B");
    /* Massif always takes a first snapshot, so there is at least one. */
    while (read && (massif->snapshot_count == 0 || !scan_at_end(&s))) {
        struct massif_snapshot snapshot;
        char expected[FIELD_SIZE];
        uint64_t stacks_bytes;
        snprintf(expected, sizeof expected, "snapshot=%zu", massif->snapshot_count);
        read = read_exactly(&s, rule) && read_exactly(&s, expected) && read_exactly(&s, rule);
        struct scan time = s;
        read = read && read_field(&s, "time=", &snapshot.time) &&
               (snapshot.time >= last ||
                scan_expected(&time, "time=<number, not below the last one>")) &&
               read_field(&s, "mem_heap_B=", &snapshot.heap_bytes) &&
               read_field(&s, "mem_heap_extra_B=", &snapshot.heap_extra_bytes) &&
               read_field(&s, "mem_stacks_B=", &stacks_bytes) && read_heap_tree(&s);
        if (!read)
            break;
        last = snapshot.time;
        if (massif->peak_heap_bytes < snapshot.heap_bytes)
            massif->peak_heap_bytes = snapshot.heap_bytes;
        read =
            array_append(&massif->snapshots, &massif->snapshot_count, &snapshot, sizeof snapshot) ||
            scan_no_memory(&s);
    }
    if (!read)
        massif_dispose(massif);
    return read;
}

void massif_dispose(struct massif *massif)
{
    free(massif->snapshots);
    *massif = (struct massif){0};
}
