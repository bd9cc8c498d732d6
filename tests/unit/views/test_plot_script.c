/* What tooling/views/plot_script.h promises. */
#include "views/plot_script.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(plot_script, .timeout = 10);

static struct heap_point ramp[] = {{0, 0}, {1, 53}, {2, 106}};
static struct heap_point flat[] = {{0, 0}, {2, 0}};

static const struct heap_line lines[] = {
    {.name = "start",
     .points = ramp,
     .point_count = 3,
     .peak_bytes = 1060,
     .totals = {.blocks = 4, .bytes = 106, .left_bytes = 1060},
     .ops = 2},
    {.name = "solution", .points = flat, .point_count = 2, .ops = 2},
};

static const struct plot example = {
    .stage = 1, .lines = lines, .line_count = 2, .data = "it's here/heap.dat"};

static void expect_text(struct buffer *text, const char *expected)
{
    cr_assert_eq(buffer_write_byte(text, '\0'), STREAM_OK);
    cr_expect_str_eq((const char *)text->at, expected, "%s", (const char *)text->at);
    buffer_dispose(text);
}

static void expect_parts(struct buffer *text, const char *const *parts)
{
    cr_assert_eq(buffer_write_byte(text, '\0'), STREAM_OK);
    for (; *parts != NULL; parts++)
        cr_expect_not_null(strstr((const char *)text->at, *parts), "expected \"%s\" in\n%s", *parts,
                           (const char *)text->at);
    buffer_dispose(text);
}

Test(plot_script, data_is_a_block_for_each_line)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    script_data(&example, &text);
    expect_text(&text, "# start\n0.0000 0\n1.0000 53\n2.0000 106\n\n\n# solution\n0.0000 0\n"
                       "2.0000 0\n");
}

Test(plot_script, a_path_is_quoted_and_a_line_tells_its_peak)
{
    static const char *const parts[] = {
        "set output \"./that\\047s a picture.svg\"\n",
        "set title \"Stage 1: bytes on the heap, over 2 ops on the talk's stream\"\n",
        "set xrange [0:2]\n",
        "set yrange [-53.0:1166.0]\n",
        "plot \"./it\\047s here/heap.dat\" index 0 using 1:2 with steps ",
        " title ' start: peak 1,060 B, 1,060 B left', \\\n     \"./it\\047s here/heap.dat\" index "
        "1 ",
        " title ' solution: peak 0 B, 0 B left'\n",
        NULL};
    struct buffer text = buffer_bounded(SIZE_MAX);
    script_svg(&example, "that's a picture.svg", &text);
    expect_parts(&text, parts);
}

/* To gnuplot < and | begin a command, ` is one in double quotes, and ~ is a home. */
Test(plot_script, a_path_is_never_a_command)
{
    static const struct {
        const char *path, *line;
    } rows[] = {
        {"<ls", "set output \"./\\074ls\"\n"},
        {"|ls", "set output \"./\\174ls\"\n"},
        {"~/x", "set output \"./\\176/x\"\n"},
        {"-", "set output \"./-\"\n"},
        {"/a b/`ls`", "set output \"/a b/\\140ls\\140\"\n"},
        {"/a\"\n!ls\\", "set output \"/a\\042\\012\\041ls\\134\"\n"},
        {"/\xc3\xa9", "set output \"/\\303\\251\"\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const parts[] = {rows[i].line, NULL};
        struct buffer text = buffer_bounded(SIZE_MAX);
        script_svg(&example, rows[i].path, &text);
        expect_parts(&text, parts);
    }
}

Test(plot_script, a_line_at_0_stays_clear_of_the_axis)
{
    static const char *const parts[] = {"set yrange [-0.5:11.0]\n", NULL};
    const struct plot nothing = {.stage = 4, .lines = &lines[1], .line_count = 1, .data = "x"};
    struct buffer text = buffer_bounded(SIZE_MAX);
    script_svg(&nothing, "x.svg", &text);
    expect_parts(&text, parts);
}

Test(plot_script, a_text_plot_fits_the_terminal)
{
    static const char *const parts[] = {"set terminal dumb size 100,20\n", "index 1 ", NULL};
    struct buffer text = buffer_bounded(SIZE_MAX);
    script_text(&example, 100, 20, &text);
    expect_parts(&text, parts);
}

Test(plot_script, the_table_has_a_row_for_each_line)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    script_table(&example, &text);
    expect_text(&text, "           allocs/op    B/op     peak B     left B\n"
                       "start              2      53       1060       1060\n"
                       "solution           0       0          0          0\n");
}

Test(plot_script, lines_that_hide_each_other_are_named)
{
    struct heap_point ramp_too[] = {{0, 0}, {1, 53}, {2, 106}};
    struct heap_point later[] = {{0, 0}, {1.5, 53}, {2, 106}};
    struct heap_point higher[] = {{0, 0}, {1, 53}, {2, 107}};
    const struct {
        struct heap_point *points;
        size_t count;
        const char *says;
    } rows[] = {
        {ramp_too, 3, "The line of solution is the line of yours, too.\n"},
        {ramp_too, 2, ""},
        {later, 3, ""},
        {higher, 3, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer text = buffer_bounded(SIZE_MAX);
        const struct heap_line three[] = {
            {.name = "start", .points = flat, .point_count = 2},
            {.name = "yours", .points = ramp, .point_count = 3},
            {.name = "solution", .points = rows[i].points, .point_count = rows[i].count},
        };
        script_alike(&(struct plot){.lines = three, .line_count = 3}, &text);
        expect_text(&text, rows[i].says);
    }
}
