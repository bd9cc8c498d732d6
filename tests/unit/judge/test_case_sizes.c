#include "judge/case_sizes.h"

#include <criterion/criterion.h>
#include <string.h>

static const size_t numbers[] = {700, 90000};
static const struct case_bounds fine = {.seed = 1,
                                        .random = 80,
                                        .power = 1 << 13,
                                        .work = 1 << 15,
                                        .exact = SIZE_MAX,
                                        .numbers = numbers,
                                        .number_count = 2};

static struct case_list make(const struct case_bounds *bounds)
{
    struct case_list list;
    size_t count = 0, bytes = 0;
    sizes_measure(bounds, &count, &bytes);
    cr_assert(cases_reserve(&list, count, bytes));
    sizes_add(bounds, &list);
    return list;
}

static size_t find_of(const struct probe_case *c)
{
    return c->find.len;
}
static size_t repl_of(const struct probe_case *c)
{
    return c->repl.len;
}
static size_t data_of(const struct probe_case *c)
{
    return c->data.len;
}
static size_t before_of(const struct probe_case *c)
{
    return c->before.len;
}

static bool has_length(const struct case_list *list, size_t (*length)(const struct probe_case *),
                       size_t len, bool refused)
{
    bool has = false;
    for (size_t i = 0; i < list->count; i++)
        has |= length(&list->items[i].c) == len && (list->items[i].c.refuse == 1) == refused;
    return has;
}

Test(case_sizes, go_through_each_power_of_two_and_each_number_of_the_file)
{
    static const size_t lengths[] = {7, 8, 9, 255, 256, 257, 699, 700, 701, 4095, 8192, 8193};
    struct case_list list = make(&fine);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        cr_expect(has_length(&list, find_of, lengths[i], false), "find of %zu", lengths[i]);
        cr_expect(has_length(&list, repl_of, lengths[i], false), "repl of %zu", lengths[i]);
        cr_expect(has_length(&list, data_of, lengths[i], false), "data of %zu", lengths[i]);
        cr_expect(has_length(&list, before_of, lengths[i], false), "before of %zu", lengths[i]);
    }
    cr_expect(has_length(&list, repl_of, 700, true));
    cr_expect(has_length(&list, repl_of, 8192, true));
    cr_expect_not(has_length(&list, repl_of, 90000, false), "too large for the powers");
    cases_dispose(&list);
}

/* What a window at each byte would compare. */
static size_t work_of(const struct probe_case *c)
{
    return c->find.len > c->data.len ? 0 : (c->data.len - c->find.len) * c->find.len;
}

Test(case_sizes, keep_to_their_budget)
{
    struct case_list list = make(&fine);
    for (size_t i = 0; i < list.count; i++) {
        const struct probe_case *c = &list.items[i].c;
        bool has_match = c->data.len >= 2 * c->find.len;
        cr_expect(has_match || work_of(c) <= 5 * 8193 + fine.work, "case %zu: %zu in %zu", i,
                  c->find.len, c->data.len);
        cr_expect(list.items[i].is_one_way);
    }
    cases_dispose(&list);
}

Test(case_sizes, are_fewer_where_they_are_few)
{
    struct case_bounds bounds = fine;
    bounds.exact = 4096;
    struct case_list all = make(&fine), few = make(&bounds);
    cr_expect(has_length(&all, repl_of, 8191, false));
    cr_expect_lt(few.count, all.count * 3 / 4);
    cr_expect(has_length(&few, find_of, 8193, false));
    cr_expect(has_length(&few, repl_of, 256, false));
    cr_expect_not(has_length(&few, repl_of, 8191, false));
    cases_dispose(&all);
    cases_dispose(&few);
}
