#include "judge/contracts.h"

#include "judge/contract_algo_one.h"
#include "judge/instruction_counts.h"
#include "support/fail_alloc.h"

#include <criterion/criterion.h>
#include <string.h>

static const size_t numbers[] = {9, 100, 1000};
static const struct case_bounds seven = {.seed = 7,
                                         .random = 50,
                                         .largest = 4096,
                                         .power = 4096,
                                         .work = 1 << 12,
                                         .numbers = numbers,
                                         .number_count = 3};
static const struct case_bounds eight = {
    .seed = 8, .random = 50, .largest = 4096, .power = 64, .work = 1 << 12};

static bool has_case(const struct case_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i].name, name) == 0)
            return true;
    }
    return false;
}

Test(contracts, have_a_line_for_each_contract_of_the_course)
{
    for (size_t i = 0; i < course_stage_count; i++) {
        const struct judged_contract *judged = judged_contract_of(course_stages[i].contract);
        cr_assert_not_null(judged, "%s", course_stages[i].name);
        cr_expect_not_null(judged->streams[OPS_TALK].make);
        cr_expect_not_null(judged->streams[OPS_TWIN].make);
        for (size_t j = 0; j < course_stages[i].instruction_count; j++)
            cr_expect_not_null(
                judged->streams[instructions_stream_of(&course_stages[i].instructions[j])].make);
    }
}

static void expect_same(const struct case_list *a, const struct case_list *b)
{
    cr_assert_eq(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        const struct probe_case *x = &a->items[i].c, *y = &b->items[i].c;
        cr_expect_str_eq(a->items[i].name, b->items[i].name);
        cr_expect(bytes_equal(x->data, y->data) && bytes_equal(x->find, y->find) &&
                      bytes_equal(x->stream.chunks, y->stream.chunks),
                  "case %zu", i);
        cr_expect(i == 0 || cases_size(&a->items[i - 1].c) <= cases_size(x), "case %zu", i);
    }
}

Test(contracts, make_the_same_cases_of_a_seed_from_the_smallest_to_the_largest)
{
    static const struct judged_contract *const all[] = {&judged_algo_one, &judged_replacer};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct case_list once, again, other;
        cr_assert(all[i]->make_cases(&seven, &once));
        cr_assert(all[i]->make_cases(&seven, &again));
        cr_assert(all[i]->make_cases(&eight, &other));
        expect_same(&once, &again);
        cr_expect(has_case(&once, "find longer than data"));
        cr_expect(has_case(&once, cases_random_name));
        cr_expect_gt(other.count, 50);
        cases_dispose(&once);
        cases_dispose(&again);
        cases_dispose(&other);
    }
}

Test(contracts, say_so_if_memory_runs_out)
{
    static const struct judged_contract *const all[] = {&judged_algo_one, &judged_replacer};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        for (size_t n = 1;; n++) {
            struct case_list list;
            fail_alloc_begin(n);
            bool made = all[i]->make_cases(&seven, &list);
            cases_dispose(&list);
            struct fail_alloc_count count = fail_alloc_end();
            cr_expect_eq(made, count.refused == 0, "allocation %zu", n);
            cr_expect_eq(count.live, 0, "allocation %zu", n);
            if (count.refused == 0)
                break;
        }
    }
}

Test(contracts, have_streams_of_the_lengths_that_figures_are_for)
{
    static const size_t lens[] = {
        [OPS_TALK] = 119, [OPS_TWIN] = 119, [OPS_RARE] = 1 << 17, [OPS_RUNS] = 1 << 16};
    for (size_t i = 0; i < sizeof lens / sizeof *lens; i++) {
        struct buffer memory = buffer_bounded(SIZE_MAX), expected = buffer_bounded(SIZE_MAX);
        struct probe_case c = judged_replacer.streams[i].make(3, &memory);
        cr_expect_eq(c.data.len, lens[i]);
        cr_expect_eq(judged_replacer.oracle(&c, &expected), STREAM_OK);
        cr_expect_gt(expected.len, 0);
        buffer_dispose(&memory);
        buffer_dispose(&expected);
    }
}
