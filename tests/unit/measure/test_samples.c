/* What tooling/measure/samples.h promises, on what DHAT and callgrind wrote of ten ops. */
#include "measure/listing.h"

#include "base/scan.h"
#include "unit/fixture.h"
#include "unit/measure/cpu_fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(samples, .timeout = 10);

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

static struct listing list_heap(const struct dhat *dhat, enum sample_kind kind, bool inlines)
{
    struct samples samples = {0};
    struct listing listing;
    cr_assert(samples_of_heap(dhat, &samples));
    cr_assert(listing_of(&samples, kind, inlines, &listing));
    samples_dispose(&samples);
    return listing;
}

static void expect(const struct listing *listing, const char *function, const char *file,
                   uint64_t line, uint64_t flat, uint64_t cum)
{
    const struct sample_place place = {
        .function = bytes_from_string(function), .file = bytes_from_string(file), .line = line};
    struct listing_cost cost = listing_line(listing, &place);
    cr_expect_eq(cost.flat, flat, "%s (%s:%lu) flat %lu", function, file, (unsigned long)line,
                 (unsigned long)cost.flat);
    cr_expect_eq(cost.cum, cum, "%s (%s:%lu) cum %lu", function, file, (unsigned long)line,
                 (unsigned long)cost.cum);
}

/* The probe's own block of 1000 bytes is in neither. */
Test(samples, with_inlines_the_constructor_is_flat_and_its_caller_cum)
{
    for (size_t i = 0; i < FILES; i++) {
        struct dhat dhat = load(files[i]);
        struct listing listing = list_heap(&dhat, ALLOC_SPACE, true);
        cr_expect_eq(listing.total, 530);
        expect(&listing, "buffer_new", "buffer.h", 39, 480, 480);
        expect(&listing, "algo_one", "algo_one.c", 18, 0, 480);
        expect(&listing, "algo_one", "algo_one.c", 24, 50, 50);
        cr_expect_eq(listing.function_count, 2);
        listing_dispose(&listing);
        dhat_dispose(&dhat);
    }
}

Test(samples, of_the_heap_without_inlines_the_calling_line_is_flat)
{
    for (size_t i = 0; i < FILES; i++) {
        struct dhat dhat = load(files[i]);
        struct listing listing = list_heap(&dhat, ALLOC_SPACE, false);
        cr_expect_eq(listing.total, 530);
        expect(&listing, "algo_one", "algo_one.c", 18, 480, 480);
        expect(&listing, "algo_one", "algo_one.c", 24, 50, 50);
        cr_expect_eq(listing.function_count, 1);
        listing_dispose(&listing);
        dhat_dispose(&dhat);
    }
}

Test(samples, have_pprofs_names)
{
    static const struct {
        enum sample_kind kind;
        const char *name;
        uint64_t total;
    } rows[] = {{ALLOC_SPACE, "alloc_space", 530},
                {ALLOC_OBJECTS, "alloc_objects", 20},
                {INUSE_SPACE, "inuse_space", 0},
                {INUSE_OBJECTS, "inuse_objects", 0}};
    struct dhat dhat = load(files[0]);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct listing listing = list_heap(&dhat, rows[i].kind, true);
        cr_expect_str_eq(sample_kind_names[rows[i].kind], rows[i].name);
        cr_expect_eq(listing.total, rows[i].total, "%s", rows[i].name);
        listing_dispose(&listing);
    }
    dhat_dispose(&dhat);
}

Test(samples, of_the_heap_in_use_is_what_was_not_freed)
{
    struct dhat dhat = load(files[0]);
    for (size_t i = 0; i < dhat.point_count; i++) {
        dhat.points[i].end_bytes = dhat.points[i].total_bytes / 2;
        dhat.points[i].end_blocks = dhat.points[i].total_blocks / 2;
    }
    struct listing space = list_heap(&dhat, INUSE_SPACE, true);
    struct listing objects = list_heap(&dhat, INUSE_OBJECTS, true);
    cr_expect_eq(space.total, 265);
    cr_expect_eq(objects.total, 10);
    listing_dispose(&space);
    listing_dispose(&objects);
    dhat_dispose(&dhat);
}

static const char *const cpu_versions[] = {"valgrind-3.19", "valgrind-3.24"};
enum { CPU_VERSIONS = sizeof cpu_versions / sizeof *cpu_versions };

static struct listing list_cpu(const struct cpu_fixture *loaded, bool inlines)
{
    struct samples samples = {0};
    struct listing listing;
    cr_assert(samples_of_cpu(&loaded->profile, 0, &loaded->inlined, false, &samples));
    cr_assert(listing_of(&samples, INSTRUCTIONS, inlines, &listing));
    samples_dispose(&samples);
    return listing;
}

static const struct listing_cost *function(const struct listing *listing, const char *name)
{
    for (size_t i = 0; i < listing->function_count; i++) {
        if (bytes_equal(listing->functions[i].place.function, bytes_from_string(name)))
            return &listing->functions[i];
    }
    return NULL;
}

Test(samples, of_the_cpu_adds_up_to_all_but_the_probes_loop)
{
    for (size_t i = 0; i < CPU_VERSIONS; i++) {
        struct cpu_fixture loaded = cpu_fixture_load(cpu_versions[i], "callgrind-ops.out");
        for (int inlines = 0; inlines < 2; inlines++) {
            struct listing listing = list_cpu(&loaded, inlines == 1);
            uint64_t flat = 0;
            for (size_t k = 0; k < listing.line_count; k++)
                flat += listing.lines[k].flat;
            cr_expect_eq(flat, listing.total);
            cr_expect_eq(listing.total, loaded.profile.totals.of[0] -
                                            callgrind_self(&loaded.profile, "probe_ops", 0));
            cr_expect_null(function(&listing, "probe_ops"));
            cr_expect_null(function(&listing, "main"));
            listing_dispose(&listing);
        }
        cpu_fixture_dispose(&loaded);
    }
}

Test(samples, of_the_cpu_puts_the_cost_of_callees_into_cum_and_names_the_librarys)
{
    for (size_t i = 0; i < CPU_VERSIONS; i++) {
        struct cpu_fixture loaded = cpu_fixture_load(cpu_versions[i], "callgrind-ops.out");
        struct listing listing = list_cpu(&loaded, true);
        const struct listing_cost *algo_one = function(&listing, "algo_one");
        const struct listing_cost *memcmp_cost = function(&listing, "memcmp");
        cr_assert_not_null(algo_one);
        cr_assert_not_null(memcmp_cost, "%s", cpu_versions[i]);
        cr_expect_gt(algo_one->cum, algo_one->flat);
        cr_expect_leq(algo_one->cum, listing.total);
        cr_expect_eq(memcmp_cost->flat, memcmp_cost->cum);
        cr_expect_eq(memcmp_cost->place.file.len, 0);
        listing_dispose(&listing);
        cpu_fixture_dispose(&loaded);
    }
}

Test(samples, of_the_cpu_without_inlines_the_caller_has_what_was_inlined)
{
    struct cpu_fixture loaded = cpu_fixture_load(cpu_versions[0], "callgrind-ops.out");
    struct listing with = list_cpu(&loaded, true);
    struct listing without = list_cpu(&loaded, false);
    cr_expect_not_null(function(&with, "buffer_new"));
    cr_expect_null(function(&without, "buffer_new"));
    cr_expect_gt(function(&without, "algo_one")->flat, function(&with, "algo_one")->flat);
    cr_expect_eq(function(&without, "algo_one")->cum, function(&with, "algo_one")->cum);
    listing_dispose(&with);
    listing_dispose(&without);
    cpu_fixture_dispose(&loaded);
}

Test(samples, of_the_cpu_asks_for_the_addresses_of_code_that_has_lines)
{
    struct cpu_fixture loaded = cpu_fixture_load(cpu_versions[0], "callgrind-ops.out");
    struct buffer text = buffer_bounded(SIZE_MAX);
    cr_assert(cpu_addresses(&loaded.profile, &text));
    cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
    cr_expect_eq(strncmp((const char *)text.at, "0x4", 3), 0);
    for (size_t i = 0; i < loaded.profile.line_count; i++) {
        const struct callgrind_line *line = &loaded.profile.lines[i];
        char address[32];
        snprintf(address, sizeof address, "0x%lx\n", (unsigned long)line->address);
        bool asked = strstr((const char *)text.at, address) != NULL;
        bool known = !bytes_equal(line->file, bytes_from_string("???"));
        if (asked != known)
            cr_expect_fail("%s", address);
    }
    buffer_dispose(&text);
    cpu_fixture_dispose(&loaded);
}
