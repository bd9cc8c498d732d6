#include "views/heap_line.h"

#include "fuzz/reader.h"

/* Snapshots become a line, or there is none: it begins at no op and ends at the last one. */
static void make(const struct massif *massif, const struct heap_totals *totals, uint64_t room)
{
    enum { OPS = 10 };
    struct error error;
    struct heap_line line;
    if (!heap_line_make(massif, totals, room, OPS, &line, &error))
        return;
    fuzz_expect(line.point_count >= 2, "a line has two points");
    for (size_t i = 0; i < line.point_count; i++)
        fuzz_expect(line.points[i].op >= 0 && line.points[i].op <= (double)OPS,
                    "a point is within the ops");
    heap_line_dispose(&line);
}

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    static const struct heap_totals totals[] = {{0}, {.left_blocks = 1, .left_bytes = 53}};
    struct massif massif;
    bool read = massif_read(name, text, &massif, error);
    *left_empty = massif.snapshots == NULL;
    if (!read)
        return false;
    make(&massif, &totals[0], 0);
    make(&massif, &totals[1], 48);
    massif_dispose(&massif);
    return true;
}
