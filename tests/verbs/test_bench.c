/* make bench: the rows of each table, their figures, and the document that they are drawn from. */
#include "base/files.h"
#include "bench/bench_report.h"
#include "results/result.h"
#include "verbs/running.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

TestSuite(bench, .timeout = 400);

#define QUICK "--bytes", "200000", "--min-ms", "2"

static cJSON *report_of(const struct ran *ran, const char *name)
{
    char path[RUNNING_PATH_SIZE + 64];
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    cr_assert_eq(ran->end.code, 0, "%s", ran_errors(ran));
    snprintf(path, sizeof path, "%s/results/%s", ran->folder, name);
    cr_assert(file_read(path, &text, &error), "%s", error.text);
    cJSON *report = bench_report_read(path, buffer_rest(&text), &error);
    cr_assert_not_null(report, "%s", error.text);
    buffer_dispose(&text);
    return report;
}

static const cJSON *row_called(const cJSON *report, const char *name)
{
    const cJSON *row;
    cJSON_ArrayForEach(row, cJSON_GetObjectItemCaseSensitive(report, "rows"))
    {
        if (strcmp(json_text(row, "name"), name) == 0)
            return row;
    }
    cr_assert_fail("there is no row %s", name);
    return NULL;
}

static double number(const cJSON *object, const char *name)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsNumber(found) ? found->valuedouble : -1;
}

static double time_of(const cJSON *report, const char *row, const char *input, const char *name)
{
    return number(cJSON_GetObjectItemCaseSensitive(row_called(report, row), input), name);
}

/* "start 1, solution 1, memcpy" */
static void expect_rows(const cJSON *report, const char *names)
{
    char got[512] = "";
    const cJSON *row;
    cJSON_ArrayForEach(row, cJSON_GetObjectItemCaseSensitive(report, "rows"))
    {
        strcat(got, got[0] == '\0' ? "" : ", ");
        strcat(got, json_text(row, "name"));
    }
    cr_expect_str_eq(got, names);
}

static void expect_times(const cJSON *report, const char *row)
{
    for (size_t i = 0; i < 2; i++) {
        const char *input = i == 0 ? "talk" : "rare";
        double first = time_of(report, "start 1", input, "ns_per_op");
        double own = time_of(report, row, input, "ns_per_op");
        cr_expect(own > 0, "%s", row);
        cr_expect_float_eq(time_of(report, row, input, "x_stage_1"), own / first, 1e-9);
        cr_expect_float_eq(time_of(report, row, input, "gb_per_s"), (i == 0 ? 119 : 200000) / own,
                           1e-9);
        cr_expect_geq(time_of(report, row, input, "spread"), 0);
    }
}

/* The line of the table that begins with the row's name, with its figures between blanks. */
static void expect_line(const struct ran *ran, const cJSON *report, const char *name)
{
    char start[64];
    char line[256];
    char cells[128];
    double ns = time_of(report, name, "talk", "ns_per_op");
    snprintf(start, sizeof start, "\n%-11s ", name);
    const char *at = strstr(ran_output(ran), start);
    cr_assert_not_null(at, "%s: %s", name, ran_output(ran));
    snprintf(line, sizeof line, "%.*s", (int)strcspn(at + 1, "\n"), at + 1);
    snprintf(cells, sizeof cells, " %.*f ", ns < 10 ? 2 : ns < 100 ? 1 : 0, ns);
    cr_expect_not_null(strstr(line, cells), "expected \"%s\" in %s", cells, line);
    snprintf(cells, sizeof cells, " %6.3f ", time_of(report, name, "rare", "gb_per_s"));
    cr_expect_not_null(strstr(line, cells), "expected \"%s\" in %s", cells, line);
}

static const struct {
    const char *name;
    double allocs, bytes;
} figures[] = {{"start 1", 2, 53},   {"solution 1", 2, 53}, {"solution 2", 1, 5},
               {"solution 3", 0, 0}, {"solution 4", 0, 0},  {"solution 5", 1, 88},
               {"algo_two", 0, 0}};

Test(bench, compares_the_whole_course)
{
    const char *const words[] = {QUICK, NULL};
    struct ran ran = run_verb("bench", words, NULL);
    cJSON *report = report_of(&ran, "bench.json");
    expect_rows(report, "start 1, solution 1, solution 2, solution 3, solution 4, solution 5, "
                        "algo_two, memcpy");
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        const cJSON *row = row_called(report, figures[i].name);
        cr_expect_float_eq(number(row, "allocs_per_op"), figures[i].allocs, 1e-9);
        cr_expect_float_eq(number(row, "bytes_per_op"), figures[i].bytes, 1e-9);
        cr_expect_gt(number(row, "instructions_per_op"), 1000);
        expect_times(report, figures[i].name);
        expect_line(&ran, report, figures[i].name);
    }
    expect_times(report, "memcpy");
    expect_line(&ran, report, "memcpy");
    cr_expect_lt(time_of(report, "solution 4", "talk", "x_stage_1"), 0.5);
    cr_expect_lt(time_of(report, "solution 4", "rare", "x_stage_1"), 0.5);
    cr_expect_lt(time_of(report, "solution 5", "rare", "ns_per_op"),
                 time_of(report, "solution 4", "rare", "ns_per_op") / 2);
    cr_expect_lt(number(row_called(report, "solution 4"), "instructions_per_op"),
                 number(row_called(report, "start 1"), "instructions_per_op") / 2);
    cr_expect(cJSON_IsNull(cJSON_GetObjectItem(report, "stage")));
    cr_expect_gt(strlen(json_text(cJSON_GetObjectItem(report, "provenance"), "compiler")), 0);
    ran_expect(&ran, "  and the same for each of the other programs\n$ ");
    ran_expect(&ran, "\n\nTo run it by hand:\n$ valgrind ");
    cr_expect_neq(ran_output(&ran)[0], '$', "the table comes first");
    ran_expect(&ran, " --benchmark_enable_random_interleaving=true ");
    ran_expect(&ran, "200,000 B of text\n");
    ran_expect(&ran, "instructions/op do not.");
    cJSON_Delete(report);
    ran_dispose(&ran);
}

Test(bench, compares_one_stages_programs_with_stage_1)
{
    static const struct {
        const char *stage, *document, *rows, *last;
    } rows[] = {{"1", "bench-1.json", "start 1, solution 1, memcpy", "solution 1"},
                {"4", "bench-4.json", "start 1, start 4, solution 4, memcpy", "solution 4"},
                {"5", "bench-5.json", "start 1, start 5, solution 5, memcpy", "solution 5"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const words[] = {QUICK, rows[i].stage, NULL};
        struct ran ran = run_verb("bench", words, NULL);
        cJSON *report = report_of(&ran, rows[i].document);
        expect_rows(report, rows[i].rows);
        expect_times(report, rows[i].last);
        cJSON_Delete(report);
        ran_dispose(&ran);
    }
}

static void expect_left_out(const char *file, const char *why)
{
    const char *const words[] = {QUICK, "--file", file, "3", NULL};
    struct ran ran = run_verb("bench", words, NULL);
    cJSON *report = report_of(&ran, "bench-3.json");
    char line[256];
    expect_rows(report, "start 1, start 3, FILE, solution 3, memcpy");
    cr_expect_str_eq(json_text(row_called(report, "FILE"), "why"), why);
    cr_expect_null(cJSON_GetObjectItem(row_called(report, "FILE"), "talk"));
    snprintf(line, sizeof line, "\nFILE        %s\n", why);
    ran_expect(&ran, line);
    expect_times(report, "solution 3");
    cJSON_Delete(report);
    ran_dispose(&ran);
}

Test(bench, leaves_out_what_is_wrong_and_keeps_the_table)
{
    expect_left_out("tests/submissions/prints.c",
                    "wrong answer on the talk's stream: make check-stage 3 "
                    "FILE=tests/submissions/prints.c says why");
    expect_left_out("tests/verbs/crashes_later.c",
                    "it does not finish on the long text: make check-stage 3 "
                    "FILE=tests/verbs/crashes_later.c says why");
}

Test(bench, times_a_file_beside_files_with_the_same_helpers)
{
    const char *const words[] = {QUICK, "--file", "tests/submissions/kmp.c", "2", NULL};
    struct ran ran = run_verb("bench", words, NULL);
    cJSON *report = report_of(&ran, "bench-2.json");
    expect_rows(report, "start 1, start 2, FILE, solution 2, memcpy");
    expect_times(report, "FILE");
    expect_line(&ran, report, "FILE");
    cJSON_Delete(report);
    ran_dispose(&ran);
}

Test(bench, refuses_in_one_line)
{
    static const struct refused_order orders[] = {
        {{"0"}, "There is no stage \"0\": expected a number from 1 to 5, as in: make bench 1"},
        {{"--file", "a.c"}, "FILE is taken as one stage's, as in: make bench 1 FILE=path"},
        {{"--file", "nosuch.c", "2"}, "nosuch.c does not exist"},
        {{"--file", "tests", "2"}, "tests is a folder: expected a C file"},
        {{"--file", "tests/submissions/does_not_compile.c", "--bytes", "2000", "2"},
         "it does not compile: tests/submissions/does_not_compile.c:19:31: error: 'date' "
         "undeclared (first use in this function); did you mean 'data'?"},
        {{"--bytes", "1000"}, "BYTES=1000: expected a number from 1024 to 268435456"},
        {{"--bytes", "64M"}, "BYTES=64M: expected a number from 1024 to 268435456"},
        {{"--min-ms", "0"}, "--min-ms=0: expected a number from 1 to 10000"},
    };
    expect_orders_refused("bench", orders, sizeof orders / sizeof *orders);
}

Test(bench, names_the_tool_that_is_missing)
{
    static const char *const programs[] = {"valgrind", "objcopy"};
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        char folder[] = "/tmp/tool-missing-XXXXXX";
        char path[RUNNING_PATH_SIZE];
        char says[128];
        struct error error;
        const char *const words[] = {QUICK, "1", NULL};
        const char *const environment[] = {path, NULL};
        make_path_without(programs[i], folder, path);
        snprintf(says, sizeof says, "%s is not installed. To install it: tooling/setup\n",
                 programs[i]);
        struct ran ran = run_verb("bench", words, environment);
        cr_expect_eq(ran.end.code, 2);
        cr_expect_str_eq(ran_errors(&ran), says);
        ran_dispose(&ran);
        folder_remove(folder, &error);
    }
}
