/* What tooling/measure/totals.h promises. */
#include "measure/totals.h"

#include "base/scan.h"
#include "unit/fixture.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(totals, .timeout = 30);

static const char *const xtrees[] = {"valgrind-3.19/xtree.out", "valgrind-3.24/xtree.out"};
static const char *const profiles[] = {"valgrind-3.19/callgrind-ops.out",
                                       "valgrind-3.24/callgrind-ops.out"};

Test(totals, leaves_out_the_probes_own_block)
{
    for (size_t i = 0; i < sizeof xtrees / sizeof *xtrees; i++) {
        struct error error;
        struct heap_totals with;
        struct heap_totals without;
        struct callgrind all;
        size_t blocks;
        struct bytes text = fixture_load(xtrees[i]);
        cr_assert(callgrind_read("x", text, &all, &error), "%s", error.text);
        cr_assert(callgrind_event(&all, "totBk", &blocks));
        cr_assert(totals_of_heap("x", text, 0, &with, &error), "%s", error.text);
        cr_expect_eq(with.blocks, all.totals.of[blocks] - 1);
        callgrind_dispose(&all);
        cr_assert(totals_of_heap("x", text, 100, &without, &error), "%s", error.text);
        cr_expect_eq(with.bytes, without.bytes + 100);
        cr_expect_eq(with.blocks, without.blocks);
        fixture_dispose(text);
    }
}

Test(totals, says_when_massif_did_not_look)
{
    struct error error;
    struct heap_totals totals;
    struct bytes text = fixture_load("valgrind-3.19/xtree-nothing.out");
    struct bytes some = fixture_load(xtrees[0]);
    cr_expect_not(totals_of_heap("x", text, 0, &totals, &error));
    cr_expect_str_eq(error.text, "massif did not see an allocation that was there");
    cr_expect_not(totals_of_heap("x", some, UINT64_C(1) << 40, &totals, &error));
    cr_expect_str_eq(error.text, "massif did not see an allocation that was there");
    fixture_dispose(text);
    fixture_dispose(some);
}

Test(totals, refuses_a_profile_of_something_else)
{
    struct error error;
    struct heap_totals totals;
    struct bytes text = fixture_load(profiles[0]);
    cr_expect_not(totals_of_heap("x", text, 0, &totals, &error));
    cr_expect_str_eq(error.text, "x: expected the events totB totBk curB curBk");
    fixture_dispose(text);
}

Test(totals, leaves_out_the_loop_around_the_calls)
{
    for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++) {
        struct error error;
        struct callgrind profile;
        size_t event;
        uint64_t instructions;
        struct bytes text = fixture_load(profiles[i]);
        cr_assert(callgrind_read("x", text, &profile, &error), "%s", error.text);
        cr_assert(totals_of_cpu("x", &profile, &event, &instructions, &error), "%s", error.text);
        uint64_t loop = callgrind_self(&profile, "probe_ops", event);
        cr_expect_gt(loop, 0);
        cr_expect_eq(instructions + loop, profile.totals.of[event]);
        callgrind_dispose(&profile);
        fixture_dispose(text);
    }
}

static void expect_no_cpu(const char *fixture, const char *why)
{
    struct error error;
    struct callgrind profile;
    size_t event;
    uint64_t instructions;
    struct bytes text = fixture_load(fixture);
    cr_assert(callgrind_read("x", text, &profile, &error), "%s", error.text);
    cr_expect_not(totals_of_cpu("x", &profile, &event, &instructions, &error));
    cr_expect_str_eq(error.text, why);
    callgrind_dispose(&profile);
    fixture_dispose(text);
}

Test(totals, says_when_callgrind_saw_no_calls)
{
    expect_no_cpu("valgrind-3.19/callgrind-nothing.out", "x: the calls were not seen");
    expect_no_cpu("valgrind-3.19/callgrind.out", "x: the calls were not seen");
    expect_no_cpu(xtrees[0], "x: expected the event Ir");
}
