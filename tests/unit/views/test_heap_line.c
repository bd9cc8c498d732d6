/* What tooling/views/heap_line.h promises. */
#include "views/heap_line.h"

#include "base/scan.h"
#include "support/fail_alloc.h"

#include <criterion/criterion.h>

TestSuite(heap_line, .timeout = 10);

enum { ROOM = 1000, OPS = 2 };

static struct massif massif_of(struct massif_snapshot *snapshots, size_t count)
{
    struct massif massif = {.snapshots = snapshots, .snapshot_count = count};
    for (size_t i = 0; i < count; i++) {
        if (snapshots[i].heap_bytes > massif.peak_heap_bytes)
            massif.peak_heap_bytes = snapshots[i].heap_bytes;
    }
    return massif;
}

static struct heap_line make(struct massif_snapshot *snapshots, size_t count, uint64_t left_bytes)
{
    const struct heap_totals totals = {.bytes = 10, .left_bytes = left_bytes};
    struct error error;
    struct heap_line line;
    const struct massif massif = massif_of(snapshots, count);
    cr_assert(heap_line_make(&massif, &totals, ROOM, OPS, &line, &error), "%s", error.text);
    cr_expect_eq(line.totals.left_bytes, left_bytes);
    return line;
}

static void expect_point(const struct heap_line *line, size_t i, double op, uint64_t bytes)
{
    cr_expect_float_eq(line->points[i].op, op, 1e-9, "%zu: %f", i, line->points[i].op);
    cr_expect_eq(line->points[i].bytes, bytes, "%zu: %lu", i, (unsigned long)line->points[i].bytes);
}

/* Two ops that allocate and free 50 bytes each, and the probe's block around them. */
Test(heap_line, an_op_is_as_wide_as_what_it_allocates_and_frees)
{
    struct massif_snapshot snapshots[] = {{0, 0, 0},       {1000, 1000, 0}, {1050, 1050, 0},
                                          {1100, 1000, 0}, {1150, 1050, 0}, {1200, 1000, 0},
                                          {2200, 0, 0}};
    struct heap_line line = make(snapshots, 7, 0);
    cr_assert_eq(line.point_count, 5);
    expect_point(&line, 0, 0, 0);
    expect_point(&line, 1, 0.5, 50);
    expect_point(&line, 2, 1, 0);
    expect_point(&line, 3, 1.5, 50);
    expect_point(&line, 4, 2, 0);
    cr_expect_eq(line.peak_bytes, 50);
    heap_line_dispose(&line);
}

/* The end of the probe's block is not the end of the leak. */
Test(heap_line, a_leak_stays_up)
{
    struct massif_snapshot snapshots[] = {
        {0, 0, 0}, {1000, 1000, 0}, {1700, 1700, 0}, {2400, 2400, 0}, {3400, 1400, 0}};
    struct heap_line line = make(snapshots, 5, 1400);
    cr_assert_eq(line.point_count, 3);
    expect_point(&line, 2, 2, 1400);
    cr_expect_eq(line.peak_bytes, 1400);
    heap_line_dispose(&line);
}

/* Of many allocations massif keeps some snapshots only: its last may be long before the end. */
Test(heap_line, ends_with_what_is_left_at_the_end)
{
    struct massif_snapshot snapshots[] = {
        {0, 0, 0}, {1000, 1000, 0}, {1300, 1300, 0}, {2400, 400, 0}};
    struct heap_line line = make(snapshots, 4, 400);
    cr_assert_eq(line.point_count, 3);
    expect_point(&line, 1, 1.5, 300);
    expect_point(&line, 2, 2, 400);
    heap_line_dispose(&line);
}

/* What is left is larger than the probe's block. */
Test(heap_line, a_large_leak_is_not_taken_for_the_block)
{
    struct massif_snapshot snapshots[] = {
        {0, 0, 0}, {1000, 1000, 0}, {4000, 4000, 0}, {6000, 4000, 0}};
    struct heap_line line = make(snapshots, 4, 4000);
    cr_assert_eq(line.point_count, 3);
    expect_point(&line, 1, 1.5, 3000);
    expect_point(&line, 2, 2, 4000);
    heap_line_dispose(&line);
}

Test(heap_line, a_program_that_allocates_nothing_is_flat)
{
    struct massif_snapshot snapshots[] = {
        {0, 0, 0}, {1000, 1000, 0}, {1000, 1000, 0}, {2000, 0, 0}};
    struct heap_line line = make(snapshots, 4, 0);
    cr_assert_eq(line.point_count, 2);
    expect_point(&line, 0, 0, 0);
    expect_point(&line, 1, 2, 0);
    cr_expect_eq(line.peak_bytes, 0);
    heap_line_dispose(&line);
}

Test(heap_line, is_refused_if_the_probes_block_was_not_seen)
{
    static struct massif_snapshot none[] = {{0, 0, 0}, {10, 10, 0}};
    static struct massif_snapshot gap[] = {
        {0, 0, 0}, {1000, 1000, 0}, {1100, 900, 0}, {1300, 1100, 0}};
    const struct massif rows[] = {massif_of(none, 0), massif_of(none, 2), massif_of(gap, 4)};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        struct heap_line line;
        struct heap_totals totals = {0};
        cr_expect_not(heap_line_make(&rows[i], &totals, ROOM, OPS, &line, &error));
        cr_expect_str_eq(error.text, "massif did not see an allocation that was there");
        heap_line_dispose(&line);
    }
}

Test(heap_line, says_when_there_is_no_memory)
{
    struct massif_snapshot snapshots[] = {{0, 0, 0}, {1000, 1000, 0}, {1050, 1050, 0}};
    const struct massif massif = massif_of(snapshots, 3);
    const struct heap_totals totals = {0};
    struct error error = {0};
    struct heap_line line;
    fail_alloc_begin(1);
    bool made = heap_line_make(&massif, &totals, ROOM, OPS, &line, &error);
    fail_alloc_end();
    cr_expect_not(made);
    cr_expect_str_eq(error.text, "out of memory");
}
