/* What tooling/views/flame.h promises. */
#include "views/flame.h"

#include "support/fail_alloc.h"

#include <criterion/criterion.h>

TestSuite(flame, .timeout = 10);

static struct flame_frame frame(const char *function, const char *file, uint64_t line)
{
    return (struct flame_frame){bytes_from_string(function), bytes_from_string(file), line};
}

/* main called f at two of its lines, and f called g. */
static bool add_three(struct flame *flame)
{
    const struct flame_frame once[] = {frame("f", "", 0), frame("main", "m.c", 1)};
    const struct flame_frame again[] = {frame("f", "f.c", 0), frame("main", "m.c", 2)};
    const struct flame_frame deeper[] = {frame("g", "g.c", 7), frame("f", "f.c", 0),
                                         frame("main", "m.c", 2)};
    return flame_add(flame, once, 2, 10) && flame_add(flame, again, 2, 5) &&
           flame_add(flame, deeper, 3, 100);
}

Test(flame, adds_up_what_a_path_costs)
{
    struct flame flame = {0};
    cr_assert(add_three(&flame));
    cr_assert_eq(flame.stack_count, 2);
    cr_expect_eq(flame.stacks[0].weight, 15);
    cr_expect_eq(flame.stacks[0].depth, 2);
    cr_expect_eq(flame.stacks[1].weight, 100);
    cr_expect_eq(flame.stacks[1].depth, 3);
    cr_expect_eq(flame.total, 115);
    flame_dispose(&flame);
    cr_expect_eq(flame.stack_count, 0);
}

static void expect_frame(const struct flame *flame, size_t place, struct flame_frame expected)
{
    const struct flame_frame *found = &flame->frames[place];
    cr_expect(bytes_equal(found->function, expected.function), "frame %zu", place);
    cr_expect(bytes_equal(found->file, expected.file), "frame %zu", place);
    cr_expect_eq(found->line, expected.line, "frame %zu", place);
}

Test(flame, has_each_function_once_from_the_outermost_in)
{
    struct flame flame = {0};
    cr_assert(add_three(&flame));
    cr_assert_eq(flame.frame_count, 3);
    expect_frame(&flame, flame.stacks[1].frames[0], frame("main", "m.c", 0));
    expect_frame(&flame, flame.stacks[1].frames[1], frame("f", "f.c", 0));
    expect_frame(&flame, flame.stacks[1].frames[2], frame("g", "g.c", 7));
    flame_dispose(&flame);
}

Test(flame, leaves_out_what_weighs_nothing)
{
    struct flame flame = {0};
    const struct flame_frame path[] = {frame("f", "f.c", 1)};
    cr_assert(flame_add(&flame, path, 1, 0));
    cr_expect_eq(flame.frame_count, 0);
    cr_expect_eq(flame.stack_count, 0);
    flame_dispose(&flame);
}

Test(flame, leaks_nothing_whichever_allocation_is_refused)
{
    for (size_t n = 1;; n++) {
        struct flame flame = {0};
        fail_alloc_begin(n);
        bool added = add_three(&flame);
        flame_dispose(&flame);
        struct fail_alloc_count count = fail_alloc_end();
        cr_expect_eq(count.live, 0, "allocation %zu refused", n);
        cr_expect_eq(added, count.refused == 0, "allocation %zu refused", n);
        if (count.refused == 0)
            break;
    }
}
