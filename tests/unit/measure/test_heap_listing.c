/* What tooling/measure/heap_listing.h promises, on what DHAT wrote of ten ops. */
#include "measure/heap_listing.h"

#include "base/scan.h"
#include "unit/fixture.h"

#include <criterion/criterion.h>
#include <stdlib.h>

TestSuite(heap_listing, .timeout = 10);

/* Valgrind 3.19 counts malloc as a frame, 3.24 does not. */
static const char *const files[] = {"valgrind-3.19/dhat-ops.out", "valgrind-3.24/dhat-ops.out"};
enum { FILES = sizeof files / sizeof *files };

static struct dhat load(const char *file)
{
    struct error error;
    struct dhat dhat;
    struct bytes text = fixture_load(file);
    cr_assert(dhat_read(file, text, &dhat, &error), "%s", error.text);
    fixture_dispose(text);
    return dhat;
}

static struct listing list(const struct dhat *dhat, enum heap_sample sample, bool inlines)
{
    struct listing listing = {0};
    cr_assert(heap_listing(dhat, sample, inlines, &listing));
    return listing;
}

static void expect(const struct listing *listing, const char *function, const char *file,
                   uint64_t line, uint64_t flat, uint64_t cum)
{
    const struct listing_place place = {bytes_from_string(function), bytes_from_string(file), line};
    struct listing_cost cost = listing_line(listing, &place);
    cr_expect_eq(cost.flat, flat, "%s (%s:%lu) flat %lu", function, file, (unsigned long)line,
                 (unsigned long)cost.flat);
    cr_expect_eq(cost.cum, cum, "%s (%s:%lu) cum %lu", function, file, (unsigned long)line,
                 (unsigned long)cost.cum);
}

/* The probe's own block of 1000 bytes is in neither. */
Test(heap_listing, with_inlines_the_constructor_is_flat_and_its_caller_cum)
{
    for (size_t i = 0; i < FILES; i++) {
        struct dhat dhat = load(files[i]);
        struct listing listing = list(&dhat, ALLOC_SPACE, true);
        cr_expect_eq(listing.total, 530);
        expect(&listing, "buffer_new", "buffer.h", 39, 480, 480);
        expect(&listing, "algo_one", "algo_one.c", 18, 0, 480);
        expect(&listing, "algo_one", "algo_one.c", 24, 50, 50);
        cr_expect_eq(listing.function_count, 2);
        listing_dispose(&listing);
        dhat_dispose(&dhat);
    }
}

Test(heap_listing, without_inlines_the_calling_line_is_flat)
{
    for (size_t i = 0; i < FILES; i++) {
        struct dhat dhat = load(files[i]);
        struct listing listing = list(&dhat, ALLOC_SPACE, false);
        cr_expect_eq(listing.total, 530);
        expect(&listing, "algo_one", "algo_one.c", 18, 480, 480);
        expect(&listing, "algo_one", "algo_one.c", 24, 50, 50);
        cr_expect_eq(listing.function_count, 1);
        listing_dispose(&listing);
        dhat_dispose(&dhat);
    }
}

Test(heap_listing, samples_are_pprofs)
{
    static const struct {
        enum heap_sample sample;
        const char *name;
        uint64_t total;
    } rows[] = {{ALLOC_SPACE, "alloc_space", 530},
                {ALLOC_OBJECTS, "alloc_objects", 20},
                {INUSE_SPACE, "inuse_space", 0},
                {INUSE_OBJECTS, "inuse_objects", 0}};
    struct dhat dhat = load(files[0]);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct listing listing = list(&dhat, rows[i].sample, true);
        cr_expect_str_eq(heap_sample_names[rows[i].sample], rows[i].name);
        cr_expect_eq(listing.total, rows[i].total, "%s", rows[i].name);
        listing_dispose(&listing);
    }
    dhat_dispose(&dhat);
}

Test(heap_listing, in_use_is_what_was_not_freed)
{
    struct dhat dhat = load(files[0]);
    for (size_t i = 0; i < dhat.point_count; i++) {
        dhat.points[i].end_bytes = dhat.points[i].total_bytes / 2;
        dhat.points[i].end_blocks = dhat.points[i].total_blocks / 2;
    }
    struct listing space = list(&dhat, INUSE_SPACE, true);
    struct listing objects = list(&dhat, INUSE_OBJECTS, true);
    cr_expect_eq(space.total, 265);
    cr_expect_eq(objects.total, 10);
    listing_dispose(&space);
    listing_dispose(&objects);
    dhat_dispose(&dhat);
}
