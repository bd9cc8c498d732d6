/* What tooling/views/escape_verdicts.h promises. */
#include "views/escape_verdicts.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(heap_verdicts, .timeout = 10);

enum { OPS = 10 };

/* Two sites: the first is moved, the second would be if it were smaller; a third only escapes. */
static struct heap_site items[] = {
    {.allocator = "malloc", .line = 2, .inner_line = 39, .has_size = true, .size = 48},
    {.allocator = "malloc", .line = 3, .inner_line = 3},
    {.allocator = "calloc",
     .line = 4,
     .inner_line = 4,
     .has_size = true,
     .size = 5,
     .exits = {{.way = WAY_FUNCTION_POINTER, .file = "b.c", .line = 1}},
     .exit_count = 1},
};

static const struct heap_sites all = {items, 3};
static const struct heap_sites left = {items + 1, 2};
static const struct heap_sites any = {items + 2, 1};

static struct dhat_frame frames[] = {
    {.address = 1, .function = "make", .file = "/w/b.h", .line = 39},
    {.address = 1, .function = "algo_one", .file = "/w/a.c", .line = 2},
    {.address = 2, .function = "algo_one", .file = "/w/a.c", .line = 3},
    {.address = 9, .function = "probe_ops", .file = "/w/ops.c", .line = 1},
};
static const struct dhat_frame *made[] = {&frames[0], &frames[1], &frames[3]};
static const struct dhat_frame *own[] = {&frames[2], &frames[3]};
static struct dhat_point points[] = {
    {.total_bytes = 480, .total_blocks = 10, .frames = made, .frame_count = 3},
    {.total_bytes = 100, .total_blocks = 20, .frames = own, .frame_count = 2},
};
static const struct dhat dhat = {.points = points, .point_count = 2};

static struct heap_verdicts make(void)
{
    struct heap_verdicts verdicts;
    cr_assert(heap_verdicts_make(&all, &left, &any, &dhat, "a.c", OPS, &verdicts));
    return verdicts;
}

Test(heap_verdicts, say_what_moves_and_how_often_it_is_allocated)
{
    struct heap_verdicts verdicts = make();
    cr_assert_eq(verdicts.count, 3);
    static const struct {
        bool moves, moves_at_any_size;
        uint64_t blocks;
    } rows[] = {{true, true, 10}, {false, true, 20}, {false, false, 0}};
    for (size_t i = 0; i < 3; i++) {
        cr_expect_eq(verdicts.items[i].moves, rows[i].moves, "%zu", i);
        cr_expect_eq(verdicts.items[i].moves_at_any_size, rows[i].moves_at_any_size, "%zu", i);
        cr_expect_eq(verdicts.items[i].blocks, rows[i].blocks, "%zu", i);
    }
    cr_expect_eq(heap_verdicts_blocks(&verdicts, false), 20);
    cr_expect_eq(heap_verdicts_blocks(&verdicts, true), 30);
    heap_verdicts_dispose(&verdicts);
}

Test(heap_verdicts, are_drawn_with_the_lines_that_they_name)
{
    static const char text[] = "one\n  b = make(data);\n  w = malloc(len);\n  c = calloc(1, 5);\n";
    const struct source_text sources[] = {{"a.c", bytes_from_string(text)},
                                          {"b.c", bytes_from_string("p->read(w);\n")}};
    struct stack_frame stack[] = {
        {.function = bytes_from_string("algo_one"), .bytes = 160},
        {.function = bytes_from_string("helper"), .bytes = 48, .dynamic = true}};
    const struct stack_usage usage = {.frames = stack, .frame_count = 2};
    static const char begins[] =
        "a.c:2  b = make(data);\n"
        "    malloc of 48 B, in a function inlined here: MOVES to the stack\n"
        "    1 block per op\n\n"
        "a.c:3  w = malloc(len);\n"
        "    malloc: STAYS on the heap\n"
        "    its size is not a constant: with a constant one it would move\n"
        "    2 blocks per op\n\n"
        "a.c:4  c = calloc(1, 5);\n"
        "    calloc of 5 B: STAYS on the heap\n"
        "    its address is passed to a call through a function pointer, which is "
        "known only at run time:\n"
        "        b.c:1  p->read(w);\n"
        "    no op on the talk's stream comes here\n\n"
        "Left on the heap: 2 of 3 allocs/op on the talk's stream. What the output needs is its "
        "caller's, and not counted.\n\n"
        "The stack, as the build has it (-fstack-usage):\n"
        "    algo_one                    160 B  static: known in advance\n"
        "    helper                       48 B  dynamic: the input decides\n";
    struct heap_verdicts verdicts = make();
    struct buffer drawn = buffer_bounded(SIZE_MAX);
    heap_verdicts_draw(&verdicts, &usage, sources, 2, &drawn);
    cr_assert_eq(buffer_write_byte(&drawn, '\0'), STREAM_OK);
    cr_expect_eq(strncmp((const char *)drawn.at, begins, sizeof begins - 1), 0, "%s",
                 (const char *)drawn.at);
    buffer_dispose(&drawn);
    heap_verdicts_dispose(&verdicts);
}
