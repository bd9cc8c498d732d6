/* make plot: each stage's heap, as data, as a picture and as text. */
#include "base/files.h"
#include "verbs/running.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(plot, .timeout = 400);

static struct buffer read_file(const struct ran *ran, const char *name)
{
    char path[RUNNING_PATH_SIZE + 64];
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    snprintf(path, sizeof path, "%s/plot/%s", ran->folder, name);
    cr_assert(file_read(path, &text, &error), "%s", error.text);
    cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
    return text;
}

/* What stands below the plot, and in the picture. */
static const struct {
    const char *words[6];
    unsigned stage;
    const char *rows[4];
    const char *legends[4];
} plots[] = {
    {{"1"},
     1,
     {"start              2      53       1060       1060\n",
      "solution           2      53         53          0\n"},
     {"start: peak 1,060 B, 1,060 B left", "solution: peak 53 B, 0 B left"}},
    {{"2"},
     2,
     {"start              2      53         53          0\n",
      "solution           1       5          5          0\n"},
     {"start: peak 53 B, 0 B left", "solution: peak 5 B, 0 B left"}},
    {{"--file", "tests/submissions/one_block.c", "3"},
     3,
     {"start              1       5          5          0\n",
      "yours              1      53         53          0\n",
      "solution           0       0          0          0\n"},
     {"yours: peak 53 B, 0 B left", "solution: peak 0 B, 0 B left"}},
    {{"--file", "tests/verbs/leaks_much.c", "1"},
     1,
     {"yours            200   20000     200100     200000\n",
      "start              2      53       1060       1060\n",
      "solution           2      53         53          0\n"},
     {"yours: peak 200,100 B, 200,000 B left"}},
    {{"--solution", "1", "4"},
     4,
     {"start              0       0          0          0\n",
      "solution           0       0          0          0\n"},
     {"start: peak 0 B, 0 B left", "solution: peak 0 B, 0 B left"}},
};

static size_t count(const char *text, const char *part)
{
    size_t found = 0;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at++)
        found++;
    return found;
}

Test(plot, shows_every_program_with_its_figures)
{
    for (size_t i = 0; i < sizeof plots / sizeof *plots; i++) {
        struct ran ran = run_verb("plot", plots[i].words, NULL);
        char name[32];
        size_t rows = 0;
        cr_expect_eq(ran.end.code, 0, "%s", ran_errors(&ran));
        for (; plots[i].rows[rows] != NULL; rows++)
            ran_expect(&ran, plots[i].rows[rows]);
        ran_expect(&ran, "ops on the talk's stream");
        cr_expect_eq(count(ran_output(&ran), "$ valgrind -q --tool=massif "), rows);
        cr_expect_eq(count(ran_output(&ran), "$ gnuplot "), 1);

        snprintf(name, sizeof name, "stage-%u.svg", plots[i].stage);
        struct buffer svg = read_file(&ran, name);
        cr_expect_eq(strncmp((const char *)svg.at, "<?xml", 5), 0);
        cr_expect_not_null(strstr((const char *)svg.at, "</svg>"));
        cr_expect_eq(count((const char *)svg.at, "<g id=\"gnuplot_plot_"), rows);
        for (size_t k = 0; plots[i].legends[k] != NULL; k++)
            cr_expect_not_null(strstr((const char *)svg.at, plots[i].legends[k]), "%s",
                               plots[i].legends[k]);
        buffer_dispose(&svg);
        ran_dispose(&ran);
    }
}

/* The bytes of a line of the data, in their order. */
static size_t read_line_of(const char *data, const char *name, uint64_t *bytes, size_t most)
{
    char start[32];
    size_t points = 0;
    snprintf(start, sizeof start, "# %s\n", name);
    const char *at = strstr(data, start);
    cr_assert_not_null(at, "%s", data);
    for (at += strlen(start); *at != '\n' && *at != '\0' && points < most; at++) {
        double op;
        cr_assert_eq(sscanf(at, "%lf %" SCNu64, &op, &bytes[points]), 2, "%s", at);
        points++;
        at = strchr(at, '\n');
    }
    return points;
}

Test(plot, the_leak_is_a_ramp_and_the_solution_is_flat)
{
    enum { MOST = 200, OPS = 20 };
    static const char *const words[] = {"1", NULL};
    uint64_t bytes[MOST];
    struct ran ran = run_verb("plot", words, NULL);
    struct buffer data = read_file(&ran, "stage-1/heap.dat");

    size_t points = read_line_of((const char *)data.at, "start", bytes, MOST);
    cr_expect_gt(points, 2 * OPS, "each op's two allocations are seen");
    for (size_t i = 1; i < points; i++)
        cr_expect_geq(bytes[i], bytes[i - 1]);
    cr_expect_eq(bytes[points - 1], 53 * OPS);

    points = read_line_of((const char *)data.at, "solution", bytes, MOST);
    size_t highest = 0;
    for (size_t i = 0; i < points; i++) {
        cr_expect_leq(bytes[i], 53);
        highest += bytes[i] == 53 && (i == 0 || bytes[i - 1] != 53);
    }
    cr_expect_eq(highest, OPS);
    cr_expect_eq(bytes[points - 1], 0);
    buffer_dispose(&data);
    ran_dispose(&ran);
}

Test(plot, ends_with_what_is_left_where_massif_kept_no_snapshot_of_it)
{
    enum { MOST = 1002 };
    static const char *const words[] = {"--file", "tests/verbs/leaks_much.c", "1", NULL};
    uint64_t bytes[MOST];
    struct ran ran = run_verb("plot", words, NULL);
    struct buffer data = read_file(&ran, "stage-1/heap.dat");
    size_t points = read_line_of((const char *)data.at, "yours", bytes, MOST);
    cr_expect_lt(points, 200 * 20, "some snapshots were left out");
    cr_expect_eq(bytes[points - 1], 200000);
    buffer_dispose(&data);
    ran_dispose(&ran);
}

Test(plot, says_where_the_file_is_untouched)
{
    static const char *const own[] = {"--file", "stages/2-remove-interface-call/algo_one.c", "2",
                                      NULL};
    static const char *const solution[] = {"--solution", "1", "2", NULL};
    struct ran ran = run_verb("plot", own, NULL);
    ran_expect(&ran, "\nstages/2-remove-interface-call/algo_one.c is still the start file.\n");
    cr_expect_eq(count(ran_output(&ran), "yours: peak"), 0);
    ran_dispose(&ran);
    ran = run_verb("plot", solution, NULL);
    cr_expect_eq(count(ran_output(&ran), "is still the start file"), 0);
    ran_dispose(&ran);
}

Test(plot, tells_that_the_solution_hides_a_file_which_costs_the_same)
{
    static const char *const same[] = {"--file", "solutions/1-algo-one/algo_one.c", "1", NULL};
    struct ran ran = run_verb("plot", same, NULL);
    ran_expect(&ran, "\nThe line of solution is the line of yours, too.\n");
    cr_expect_eq(count(ran_output(&ran), "The line of"), 1);
    ran_dispose(&ran);
}

Test(plot, is_the_same_in_every_run)
{
    static const char *const words[] = {"2", NULL};
    struct ran first = run_verb("plot", words, NULL);
    struct ran second = run_verb("plot", words, NULL);
    struct buffer data = read_file(&first, "stage-2/heap.dat");
    struct buffer again = read_file(&second, "stage-2/heap.dat");
    cr_expect_str_eq((const char *)data.at, (const char *)again.at);
    buffer_dispose(&data);
    buffer_dispose(&again);
    ran_dispose(&first);
    ran_dispose(&second);
}

Test(plot, refuses_orders_that_make_no_sense)
{
    static const struct refused_order orders[] = {
        {{NULL}, "Which stage? expected a number from 1 to 5, as in: make plot 1"},
        {{"x"}, "There is no stage \"x\": expected a number from 1 to 5, as in: make plot 1"},
        {{"--file", "no/such.c", "1"}, "no/such.c does not exist"},
    };
    expect_orders_refused("plot", orders, sizeof orders / sizeof *orders);
}

Test(plot, says_in_one_line_what_is_missing_or_wrong)
{
    static const char *const words[] = {"1", NULL};
    static const char *const license[] = {"--file", "LICENSE", "1", NULL};
    char folder[] = "/tmp/no-gnuplot-XXXXXX";
    char path[RUNNING_PATH_SIZE];
    struct error error;
    const char *const environment[] = {path, NULL};
    make_path_without("gnuplot", folder, path);
    struct ran ran = run_verb("plot", words, environment);
    cr_expect_eq(ran.end.code, 2);
    cr_expect_str_eq(ran_errors(&ran), "gnuplot is not installed. To install it: tooling/setup\n");
    ran_dispose(&ran);
    folder_remove(folder, &error);

    ran = run_verb("plot", license, NULL);
    cr_expect_eq(ran.end.code, 2);
    cr_expect_str_eq(ran_errors(&ran),
                     "it does not compile: LICENSE:1:1: error: unknown type name 'MIT'\n");
    ran_dispose(&ran);
}
