#include "readers/callgrind.h"

#include "base/scan.h"
#include "unit/fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define EVENTS "events: Ir Dr\n"
#define MAIN EVENTS "fl=a.c\nfn=main\n"

static const char *const versions[] = {"valgrind-3.19", "valgrind-3.24"};

enum { VERSIONS = 2 };

static void read_string(const char *text, struct callgrind *profile)
{
    struct error error;
    cr_assert(callgrind_read("x", bytes_from_string(text), profile, &error), "%s", error.text);
}

/* Loads "<version>/<file>" and reads it. The text must live as long as the profile. */
static struct bytes read_fixture(const char *version, const char *file, struct callgrind *profile)
{
    char path[64];
    struct error error;
    snprintf(path, sizeof path, "%s/%s", version, file);
    struct bytes text = fixture_load(path);
    cr_assert(callgrind_read(path, text, profile, &error), "%s", error.text);
    return text;
}

/* Silent if they are equal: each assertion that passes costs a message to Criterion's runner. */
static void expect_bytes(struct bytes got, const char *expected)
{
    if (!bytes_equal(got, bytes_from_string(expected)))
        cr_expect_fail("got %.*s, expected %s", (int)got.len, (const char *)got.at, expected);
}

static uint64_t total_of(const struct callgrind *profile, const char *name)
{
    size_t event;
    cr_assert(callgrind_event(profile, name, &event), "no event %s", name);
    return profile->totals.of[event];
}

Test(callgrind, counts_instructions_and_calls, .timeout = 10)
{
    static const uint64_t totals[] = {8007, 8004};
    static const uint64_t self[] = {564, 555};
    for (size_t i = 0; i < VERSIONS; i++) {
        struct callgrind profile;
        struct bytes text = read_fixture(versions[i], "callgrind.out", &profile);
        cr_assert_eq(profile.event_count, 1);
        cr_expect_eq(total_of(&profile, "Ir"), totals[i]);
        cr_expect_eq(callgrind_self(&profile, "algo_one", 0), self[i]);
        cr_expect_eq(callgrind_self(&profile, "algo", 0), 0);
        cr_expect_eq(callgrind_calls_to(&profile, "algo_one"), 3);
        cr_expect_eq(callgrind_calls_to(&profile, "buffer_reader_read"), 18);
        cr_expect_eq(callgrind_calls_to(&profile, "buffer_reader_rea"), 0);
        callgrind_dispose(&profile);
        fixture_dispose(text);
    }
}

static bool same_cost(const struct callgrind_cost *a, const struct callgrind_cost *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

static void expect_same_lines(const struct callgrind *a, const struct callgrind *b)
{
    cr_assert_eq(a->line_count, b->line_count);
    for (size_t i = 0; i < a->line_count; i++) {
        const struct callgrind_line *x = &a->lines[i];
        const struct callgrind_line *y = &b->lines[i];
        if (!bytes_equal(x->function, y->function) || !bytes_equal(x->file, y->file) ||
            x->line != y->line || !same_cost(&x->cost, &y->cost))
            cr_expect_fail("line %zu", i);
    }
}

static void expect_same_calls(const struct callgrind *a, const struct callgrind *b)
{
    cr_assert_eq(a->call_count, b->call_count);
    for (size_t i = 0; i < a->call_count; i++) {
        const struct callgrind_call *x = &a->calls[i];
        const struct callgrind_call *y = &b->calls[i];
        cr_expect(bytes_equal(x->caller, y->caller) && bytes_equal(x->file, y->file) &&
                      x->line == y->line && bytes_equal(x->callee, y->callee) &&
                      bytes_equal(x->callee_file, y->callee_file) && x->count == y->count &&
                      same_cost(&x->inclusive, &y->inclusive),
                  "call %zu", i);
    }
}

Test(callgrind, reads_the_same_with_and_without_compression, .timeout = 10)
{
    for (size_t i = 0; i < VERSIONS; i++) {
        struct callgrind compressed, plain;
        struct bytes a = read_fixture(versions[i], "callgrind.out", &compressed);
        struct bytes b = read_fixture(versions[i], "callgrind-plain.out", &plain);
        expect_same_lines(&compressed, &plain);
        expect_same_calls(&compressed, &plain);
        callgrind_dispose(&compressed);
        callgrind_dispose(&plain);
        fixture_dispose(a);
        fixture_dispose(b);
    }
}

Test(callgrind, reads_addresses_and_many_events, .timeout = 10)
{
    for (size_t i = 0; i < VERSIONS; i++) {
        struct callgrind instr, cache;
        struct bytes a = read_fixture(versions[i], "callgrind-instr.out", &instr);
        struct bytes b = read_fixture(versions[i], "callgrind-cache.out", &cache);
        cr_expect_eq(cache.event_count, 9);
        expect_bytes(cache.events[8], "DLmw");
        cr_expect_eq(total_of(&instr, "Ir"), total_of(&cache, "Ir"));
        cr_expect_eq(callgrind_self(&instr, "free", 0), callgrind_self(&cache, "free", 0));
        cr_expect_gt(instr.line_count, cache.line_count);
        callgrind_dispose(&instr);
        callgrind_dispose(&cache);
        fixture_dispose(a);
        fixture_dispose(b);
    }
}

Test(callgrind, reads_massifs_xtree, .timeout = 10)
{
    for (size_t i = 0; i < VERSIONS; i++) {
        struct callgrind profile;
        size_t bytes, blocks;
        struct bytes text = read_fixture(versions[i], "xtree.out", &profile);
        cr_expect_eq(profile.event_count, 6);
        cr_assert(callgrind_event(&profile, "totB", &bytes));
        cr_assert(callgrind_event(&profile, "totBk", &blocks));
        cr_expect_not(callgrind_event(&profile, "tot", &bytes));
        cr_expect_eq(profile.totals.of[bytes], 204);
        cr_expect_eq(profile.totals.of[blocks], 18);
        cr_expect_eq(callgrind_self(&profile, "algo_one", bytes), 3 * 53);
        cr_expect_eq(callgrind_self(&profile, "algo_one", blocks), 3 * 2);
        cr_expect_eq(callgrind_self(&profile, "main", bytes), 0);
        expect_bytes(profile.calls[0].caller, "main");
        expect_bytes(profile.calls[0].callee, "algo_one");
        expect_bytes(profile.calls[0].callee_file, "/workbook/stages/stream/buffer.h");
        cr_expect_eq(profile.calls[0].inclusive.of[bytes], 144);
        callgrind_dispose(&profile);
        fixture_dispose(text);
    }
}

Test(callgrind, reads_a_run_in_which_nothing_was_counted, .timeout = 10)
{
    static const char *const files[] = {"xtree-nothing.out", "callgrind-nothing.out"};
    static const char *const events[] = {"totB", "Ir"};
    for (size_t i = 0; i < VERSIONS * 2; i++) {
        struct callgrind profile;
        struct bytes text = read_fixture(versions[i / 2], files[i % 2], &profile);
        cr_expect_eq(total_of(&profile, events[i % 2]), 0);
        cr_expect_eq(profile.line_count + profile.call_count, 0);
        callgrind_dispose(&profile);
        fixture_dispose(text);
    }
}

/* The manual's extended example, with its names and positions compressed, and the totals. */
Test(callgrind, reads_the_manuals_example, .timeout = 10)
{
    struct callgrind profile;
    read_string("# callgrind format\nevents: Instructions\n\n# names first\n"
                "fl=(1) file1.c\nfl=(2) file2.c\nfl=(1)\nfn=(1) main\n16 20\n"
                "cfn=(2) func1\ncalls=1 50\n16 400\n"
                "cfi=(2)\ncfn=(3) func2\ncalls=3 20\n* 400\n\n"
                "fn=(2)\n0x33 100\ncfl=(2)\ncfn=(3)\ncalls=2 -31\n+0 300\n\n"
                "fl=(2)\nfn=(3)\n-31 700\n\ntotals: 820\n",
                &profile);
    cr_assert_eq(profile.line_count, 3);
    cr_assert_eq(profile.call_count, 3);
    cr_expect_eq(callgrind_self(&profile, "func2", 0), 700);
    cr_expect_eq(callgrind_calls_to(&profile, "func2"), 5);
    expect_bytes(profile.calls[0].callee_file, "file1.c");
    expect_bytes(profile.calls[1].callee_file, "file2.c");
    cr_expect_eq(profile.calls[1].line, 16);
    expect_bytes(profile.calls[2].caller, "func1");
    cr_expect_eq(profile.calls[2].line, 51);
    cr_expect_eq(profile.lines[2].line, 20);
    expect_bytes(profile.lines[2].file, "file2.c");
    callgrind_dispose(&profile);
}

Test(callgrind, takes_events_left_off_for_0, .timeout = 10)
{
    struct callgrind profile;
    read_string(MAIN "1\n2 3\n3 4 5\nfi=b.h\n4 0x10 1 \n-4\n+18446744073709551615\ntotals:\t23 6\n",
                &profile);
    cr_assert_eq(profile.line_count, 6);
    cr_expect_eq(profile.lines[4].line, 0);
    cr_expect_eq(profile.lines[5].line, UINT64_MAX);
    cr_expect_eq(profile.lines[0].cost.of[0], 0);
    cr_expect_eq(profile.lines[1].cost.of[0], 3);
    cr_expect_eq(profile.lines[1].cost.of[1], 0);
    cr_expect_eq(profile.lines[3].cost.of[0], 16);
    expect_bytes(profile.lines[2].file, "a.c");
    expect_bytes(profile.lines[3].file, "b.h");
    callgrind_dispose(&profile);
}

/* A callee's file holds for that callee only, on whichever side of cfn= it stands. */
Test(callgrind, forgets_a_callees_file_after_its_call, .timeout = 10)
{
    static const char *const files[] = {"b.c", "a.c", "c.c", "a.c"};
    struct callgrind profile;
    read_string(MAIN "cfi=b.c\ncfn=f\ncalls=1 1\n1 0\n"
                     "cfn=g\ncalls=1 1\n1 0\n"
                     "cfn=h\ncfi=c.c\ncalls=1 1\n1 0\n"
                     "cfi=d.c\ncfn=uncalled\ncfn=i\ncalls=1 1\n1 0\ntotals: 0\n",
                &profile);
    cr_assert_eq(profile.call_count, 4);
    for (size_t i = 0; i < 4; i++)
        expect_bytes(profile.calls[i].callee_file, files[i]);
    expect_bytes(profile.calls[3].callee, "i");
    callgrind_dispose(&profile);
}

Test(callgrind, takes_names_in_parentheses_for_names, .timeout = 10)
{
    struct callgrind profile;
    read_string(MAIN "fn=(below main)\n1 1\nfn=(18446744073709551615) (anonymous)::f\n1 2\n"
                     "fn=(0) x\nfn=(18446744073709551615) (anonymous)::f\n1 4\ntotals: 7\n",
                &profile);
    cr_expect_eq(callgrind_self(&profile, "(below main)", 0), 1);
    cr_expect_eq(callgrind_self(&profile, "(anonymous)::f", 0), 6);
    callgrind_dispose(&profile);
}

/* With --dump-after=algo_one: a part for each of three calls, and one of what came after them. */
Test(callgrind, reads_a_file_of_several_parts_one_by_one, .timeout = 10)
{
    enum { PARTS = 4 };
    static const char *const files[VERSIONS] = {"valgrind-3.19/callgrind-parts.out",
                                                "valgrind-3.24/callgrind-parts.out"};
    for (size_t i = 0; i < VERSIONS; i++) {
        struct error error;
        uint64_t instructions[PARTS];
        struct bytes text = fixture_load(files[i]);
        struct bytes rest = text;
        for (size_t part = 0; part < PARTS; part++) {
            struct callgrind profile;
            cr_assert(callgrind_read(files[i], callgrind_cut_part(&rest), &profile, &error), "%s",
                      error.text);
            cr_expect_eq(callgrind_calls_to(&profile, "algo_one"), part < PARTS - 1);
            instructions[part] = total_of(&profile, "Ir");
            callgrind_dispose(&profile);
        }
        cr_expect_eq(rest.len, 0);
        cr_expect_eq(instructions[1], instructions[2], "the same call costs the same");
        fixture_dispose(text);
    }
}

Test(callgrind, takes_what_has_no_totals_for_the_last_part, .timeout = 10)
{
    struct bytes rest = bytes_from_string("a\ntotals: 1\n\nb\ntotals");
    expect_bytes(callgrind_cut_part(&rest), "a\ntotals: 1\n");
    expect_bytes(callgrind_cut_part(&rest), "\nb\ntotals");
    expect_bytes(callgrind_cut_part(&rest), "");
}

/* Ids far apart and more of them than a first table holds. */
Test(callgrind, keeps_a_thousand_names_apart, .timeout = 10)
{
    enum { NAMES = 1000 };
    char text[NAMES * 64] = MAIN;
    size_t len = strlen(text);
    struct callgrind profile;
    for (size_t i = 0; i < NAMES; i++)
        len += (size_t)snprintf(text + len, sizeof text - len, "fn=(%zu) f%zu\n", i * 4096, i);
    for (size_t i = 0; i < NAMES; i++)
        len += (size_t)snprintf(text + len, sizeof text - len, "fn=(%zu)\n1 1\n", i * 4096);
    snprintf(text + len, sizeof text - len, "totals: %d\n", NAMES);
    read_string(text, &profile);
    for (size_t i = 0; i < NAMES; i++) {
        char name[16];
        snprintf(name, sizeof name, "f%zu", i);
        expect_bytes(profile.lines[i].function, name);
    }
    callgrind_dispose(&profile);
}
