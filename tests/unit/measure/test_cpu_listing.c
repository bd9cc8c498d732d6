/* What tooling/measure/cpu_listing.h promises, on what callgrind wrote of ten ops. */
#include "measure/cpu_listing.h"

#include "base/scan.h"
#include "unit/measure/cpu_fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

TestSuite(cpu_listing, .timeout = 10);

static const char *const versions[] = {"valgrind-3.19", "valgrind-3.24"};
enum { VERSIONS = sizeof versions / sizeof *versions };

static const struct listing_cost *function(const struct listing *listing, const char *name)
{
    for (size_t i = 0; i < listing->function_count; i++) {
        if (bytes_equal(listing->functions[i].place.function, bytes_from_string(name)))
            return &listing->functions[i];
    }
    return NULL;
}

Test(cpu_listing, adds_up_to_all_but_the_probes_loop)
{
    for (size_t i = 0; i < VERSIONS; i++) {
        struct cpu_fixture loaded = cpu_fixture_load(versions[i], "callgrind-ops.out");
        for (int inlines = 0; inlines < 2; inlines++) {
            struct listing listing = {0};
            cr_assert(cpu_listing(&loaded.profile, 0, &loaded.inlined, inlines == 1, &listing));
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

Test(cpu_listing, puts_the_cost_of_callees_into_cum_and_names_the_librarys)
{
    for (size_t i = 0; i < VERSIONS; i++) {
        struct cpu_fixture loaded = cpu_fixture_load(versions[i], "callgrind-ops.out");
        struct listing listing = {0};
        cr_assert(cpu_listing(&loaded.profile, 0, &loaded.inlined, true, &listing));
        const struct listing_cost *algo_one = function(&listing, "algo_one");
        const struct listing_cost *memcmp_cost = function(&listing, "memcmp");
        cr_assert_not_null(algo_one);
        cr_assert_not_null(memcmp_cost, "%s", versions[i]);
        cr_expect_gt(algo_one->cum, algo_one->flat);
        cr_expect_leq(algo_one->cum, listing.total);
        cr_expect_eq(memcmp_cost->flat, memcmp_cost->cum);
        cr_expect_eq(memcmp_cost->place.file.len, 0);
        listing_dispose(&listing);
        cpu_fixture_dispose(&loaded);
    }
}

Test(cpu_listing, without_inlines_the_caller_has_what_was_inlined)
{
    struct cpu_fixture loaded = cpu_fixture_load(versions[0], "callgrind-ops.out");
    struct listing with = {0};
    struct listing without = {0};
    cr_assert(cpu_listing(&loaded.profile, 0, &loaded.inlined, true, &with));
    cr_assert(cpu_listing(&loaded.profile, 0, &loaded.inlined, false, &without));
    cr_expect_not_null(function(&with, "buffer_new"));
    cr_expect_null(function(&without, "buffer_new"));
    cr_expect_gt(function(&without, "algo_one")->flat, function(&with, "algo_one")->flat);
    cr_expect_eq(function(&without, "algo_one")->cum, function(&with, "algo_one")->cum);
    listing_dispose(&with);
    listing_dispose(&without);
    cpu_fixture_dispose(&loaded);
}

Test(cpu_listing, asks_for_the_addresses_of_code_that_has_lines)
{
    struct cpu_fixture loaded = cpu_fixture_load(versions[0], "callgrind-ops.out");
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
