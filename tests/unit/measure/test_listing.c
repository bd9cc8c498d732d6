/* What tooling/measure/listing.h promises: pprof's flat and cum. */
#include "measure/listing.h"

#include "support/fail_alloc.h"

#include <criterion/criterion.h>

TestSuite(listing, .timeout = 10);

static struct sample_place at(const char *function, uint64_t line)
{
    return (struct sample_place){
        .function = bytes_from_string(function), .file = bytes_from_string("a.c"), .line = line};
}

static void expect_line(const struct listing *listing, const char *function, uint64_t line,
                        uint64_t flat, uint64_t cum)
{
    struct sample_place place = at(function, line);
    struct listing_cost cost = listing_line(listing, &place);
    cr_expect_eq(cost.flat, flat, "%s:%lu flat", function, (unsigned long)line);
    cr_expect_eq(cost.cum, cum, "%s:%lu cum", function, (unsigned long)line);
}

static void expect_function(const struct listing_cost *cost, const char *function, uint64_t flat,
                            uint64_t cum)
{
    cr_expect(bytes_equal(cost->place.function, bytes_from_string(function)), "%s", function);
    cr_expect_eq(cost->flat, flat, "%s flat", function);
    cr_expect_eq(cost->cum, cum, "%s cum", function);
}

Test(listing, a_cost_is_flat_where_it_is_spent_and_cum_all_the_way_up)
{
    struct listing listing = {0};
    const struct sample_place inner[] = {at("make", 39), at("work", 17)};
    const struct sample_place outer[] = {at("work", 23)};
    cr_assert(listing_add(&listing, inner, 2, 48, false));
    cr_assert(listing_add(&listing, outer, 1, 5, false));
    listing_sort(&listing);
    cr_expect_eq(listing.total, 53);
    expect_line(&listing, "make", 39, 48, 48);
    expect_line(&listing, "work", 17, 0, 48);
    expect_line(&listing, "work", 23, 5, 5);
    expect_line(&listing, "work", 99, 0, 0);
    cr_assert_eq(listing.function_count, 2);
    expect_function(&listing.functions[0], "make", 48, 48);
    expect_function(&listing.functions[1], "work", 5, 53);
    listing_dispose(&listing);
}

Test(listing, what_a_callee_spends_is_cum_alone)
{
    struct listing listing = {0};
    const struct sample_place site[] = {at("work", 17)};
    cr_assert(listing_add(&listing, site, 1, 3, false));
    cr_assert(listing_add(&listing, site, 1, 100, true));
    cr_expect_eq(listing.total, 3, "the callee adds the rest");
    expect_line(&listing, "work", 17, 3, 103);
    listing_dispose(&listing);
}

Test(listing, recursion_counts_once)
{
    struct listing listing = {0};
    const struct sample_place path[] = {at("f", 2), at("f", 7), at("f", 7), at("g", 1)};
    cr_assert(listing_add(&listing, path, 4, 10, false));
    listing_sort(&listing);
    expect_line(&listing, "f", 2, 10, 10);
    expect_line(&listing, "f", 7, 0, 10);
    expect_function(&listing.functions[0], "f", 10, 10);
    expect_function(&listing.functions[1], "g", 0, 10);
    listing_dispose(&listing);
}

Test(listing, functions_of_one_name_in_two_files_are_two)
{
    struct listing listing = {0};
    struct sample_place one = at("f", 1);
    struct sample_place two = at("f", 1);
    two.file = bytes_from_string("b.c");
    cr_assert(listing_add(&listing, &one, 1, 1, false));
    cr_assert(listing_add(&listing, &two, 1, 2, false));
    cr_expect_eq(listing.function_count, 2);
    expect_line(&listing, "f", 1, 1, 1);
    listing_dispose(&listing);
}

Test(listing, of_nothing_is_empty)
{
    struct listing listing = {0};
    listing_sort(&listing);
    expect_line(&listing, "f", 1, 0, 0);
    listing_dispose(&listing);
}

Test(listing, says_when_there_is_no_memory_and_leaks_nothing)
{
    const struct sample_place path[] = {at("f", 1), at("g", 2)};
    struct fail_alloc_count count = {.refused = 1};
    for (size_t n = 1; count.refused > 0; n++) {
        struct listing listing = {0};
        fail_alloc_begin(n);
        bool added = listing_add(&listing, path, 2, 1, false);
        listing_dispose(&listing);
        count = fail_alloc_end();
        cr_expect_eq(added, count.refused == 0);
        cr_expect_eq(count.live, 0);
    }
}
