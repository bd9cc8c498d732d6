/* What tooling/bench/bench_report.h and tooling/bench/bench_text.h promise. */
#include "bench/bench_report.h"
#include "bench/bench_text.h"

#include "measure/tools.h"
#include "results/result.h"
#include "support/fail_alloc.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Lets cJSON's blocks be refused too: these are the linker's wrapped functions. */
static void hook_json(void)
{
    cJSON_Hooks hooks = {.malloc_fn = malloc, .free_fn = free};
    cJSON_InitHooks(&hooks);
}

TestSuite(bench_report, .timeout = 30, .init = hook_json);

/* Two programs and memcpy; the second program was left out. */
static char start_talk[] = "talk/start 1", start_rare[] = "rare/start 1";
static char solution_talk[] = "talk/solution 1", solution_rare[] = "rare/solution 1";
static char memcpy_talk[] = "talk/memcpy", memcpy_rare[] = "rare/memcpy";
static char date[] = "2020-01-02T03:04:05+00:00";

static struct benchmark_run runs[] = {
    {start_talk, 0, 5, 2000},    {memcpy_talk, 0, 9, 2},     {start_talk, 1, 5, 1000},
    {start_talk, 2, 5, 1100},    {solution_talk, 0, 5, 550}, {solution_talk, 1, 5, 450},
    {start_rare, 0, 5, 4000000}, {solution_rare, 0, 5, 1e6}, {memcpy_rare, 0, 5, 500000},
};

static const struct benchmark benchmark = {.date = date,
                                           .cpus = 2,
                                           .mhz = 3000,
                                           .scaling = true,
                                           .runs = runs,
                                           .run_count = sizeof runs / sizeof *runs};

static const uint64_t input_bytes[INPUTS] = {119, 1000000};

static struct rows rows; /* large */

static void make_rows(void)
{
    static const char *const names[] = {"start 1", "solution 1", "yours 2"};
    rows = (struct rows){.count = 3};
    for (size_t i = 0; i < rows.count; i++) {
        strcpy(rows.list[i].name, names[i]);
        strcpy(rows.list[i].subject.file, "a.c");
        rows.list[i].heap = (struct heap_totals){2 * MEASURE_OPS, 53 * MEASURE_OPS, 0, 0};
        rows.list[i].instructions = 12345 * MEASURE_CPU_OPS + 40;
    }
    rows.list[1].heap.blocks = MEASURE_OPS / 4;
    strcpy(rows.list[2].why, "wrong answer on the long text");
}

static double number(const cJSON *object, const char *name)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(object, name);
    cr_assert(cJSON_IsNumber(found), "%s", name);
    return found->valuedouble;
}

static const cJSON *row_at(const cJSON *report, int at)
{
    return cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(report, "rows"), at);
}

static cJSON *make(const struct stage *stage)
{
    struct error error;
    make_rows();
    cJSON *report = bench_report_make(stage, &rows, input_bytes, &benchmark, &error);
    cr_assert_not_null(report, "%s", error.text);
    return report;
}

Test(bench_report, has_the_median_and_the_farthest_from_it)
{
    cJSON *report = make(NULL);
    const cJSON *first = cJSON_GetObjectItem(row_at(report, 0), "talk");
    const cJSON *second = cJSON_GetObjectItem(row_at(report, 1), "talk");
    cr_expect_float_eq(number(first, "ns_per_op"), 1100, 1e-9);
    cr_expect_float_eq(number(first, "spread"), 900.0 / 1100, 1e-9);
    cr_expect_float_eq(number(first, "x_stage_1"), 1, 1e-9);
    cr_expect_float_eq(number(second, "ns_per_op"), 500, 1e-9, "the middle of two");
    cr_expect_float_eq(number(second, "spread"), 0.1, 1e-9);
    cr_expect_float_eq(number(second, "x_stage_1"), 500.0 / 1100, 1e-9);
    cr_expect_float_eq(number(cJSON_GetObjectItem(row_at(report, 1), "rare"), "gb_per_s"), 1, 1e-9);
    cJSON_Delete(report);
}

Test(bench_report, has_figures_per_op)
{
    cJSON *report = make(course_stages);
    cr_expect_float_eq(number(row_at(report, 0), "allocs_per_op"), 2, 1e-9);
    cr_expect_float_eq(number(row_at(report, 1), "allocs_per_op"), 0.25, 1e-9);
    cr_expect_float_eq(number(row_at(report, 0), "bytes_per_op"), 53, 1e-9);
    cr_expect_float_eq(number(row_at(report, 0), "instructions_per_op"), 12345.4, 1e-9);
    cr_expect_float_eq(number(report, "stage"), 1, 1e-9);
    cr_expect_null(cJSON_GetObjectItem(row_at(report, 2), "talk"));
    cr_expect_null(cJSON_GetObjectItem(row_at(report, 3), "allocs_per_op"));
    cr_expect_str_eq(json_text(row_at(report, 3), "name"), "memcpy");
    cJSON_Delete(report);
}

Test(bench_report, misses_what_was_not_timed)
{
    struct error error;
    make_rows();
    rows.list[2].why[0] = '\0';
    cr_expect_null(bench_report_make(NULL, &rows, input_bytes, &benchmark, &error));
    cr_expect_str_eq(error.text, "Google Benchmark said nothing of yours 2");
    struct benchmark none = benchmark;
    none.run_count = 0;
    cr_expect_null(bench_report_make(NULL, &rows, input_bytes, &none, &error));
    cr_expect_str_eq(error.text, "Google Benchmark said nothing of memcpy");
}

Test(bench_report, says_when_there_is_no_memory)
{
    struct fail_alloc_count count = {.refused = 1};
    make_rows();
    for (size_t n = 1; count.refused > 0; n++) {
        struct error error = {0};
        fail_alloc_begin(n);
        cJSON *report = bench_report_make(NULL, &rows, input_bytes, &benchmark, &error);
        bool made = report != NULL;
        cJSON_Delete(report);
        count = fail_alloc_end();
        cr_expect_eq(count.live, 0, "allocation %zu refused: %zu leaked", n, count.live);
        cr_expect_eq(made, count.refused == 0, "allocation %zu refused", n);
        cr_expect(made || strcmp(error.text, "out of memory") == 0, "%zu: %s", n, error.text);
    }
}

Test(bench_report, is_drawn_as_it_was_written)
{
    static const char wanted[] =
        "\n"
        "            the talk's stream                                            1,000,000 B of "
        "text\n"
        "program        ns/op     +- x stage 1   B/op allocs/op instructions/op      ms/op    GB/s "
        " "
        "   +- x memcpy\n"
        "start 1         1100  81.8%      1.00     53         2          12,345       4.00   0.250 "
        " "
        " 0.0%    0.125\n"
        "solution 1       500  10.0%      0.45     53     0.250          12,345       1.00   1.000 "
        " "
        " 0.0%    0.500\n"
        "yours 2     wrong answer on the long text\n"
        "memcpy          2.00   0.0%     0.002      -         -               -      0.500   2.000 "
        " "
        " 0.0%    1.000\n"
        "\n";
    struct error error;
    struct buffer json = buffer_bounded(SIZE_MAX);
    struct buffer text = buffer_bounded(SIZE_MAX);
    cJSON *report = make(NULL);
    cr_assert(json_write(report, &json));
    cJSON_Delete(report);
    report = bench_report_read("x", buffer_rest(&json), &error);
    cr_assert_not_null(report, "%s", error.text);
    bench_text(report, &text);
    cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
    cr_expect_eq(strncmp((const char *)text.at, wanted, strlen(wanted)), 0, "%s",
                 (const char *)text.at);
    cr_expect_not_null(strstr((const char *)text.at, "CPU frequency scaling"));
    cJSON_Delete(report);
    buffer_dispose(&json);
    buffer_dispose(&text);
}

#define INPUTS_TEXT "\"inputs\":{\"talk\":{\"bytes\":1},\"rare\":{\"bytes\":2}}"

Test(bench_report, refuses_what_is_none)
{
    static const struct {
        const char *text, *error;
    } rows_refused[] = {
        {"no", "x:1: expected JSON, and the memory for it, got \"no\" and the end of the text"},
        {"{}{}", "x:1: expected nothing after the JSON, got \"{}{}\" and the end of the text"},
        {"[]", "x: expected an object, got an empty array"},
        {"{\"stage\":\"1\"}", "x: stage: expected a whole number or null, got \"1\""},
        {"{\"stage\":1}", "x: inputs: expected an object, got nothing"},
        {"{\"stage\":1,\"inputs\":{\"talk\":{\"bytes\":1}}}",
         "x: inputs.rare: expected an object, got nothing"},
        {"{\"stage\":1," INPUTS_TEXT "}", "x: repetitions: expected a whole number, got nothing"},
        {"{\"stage\":1,\"repetitions\":1," INPUTS_TEXT "}",
         "x: rows: expected an array, got nothing"},
        {"{\"stage\":1,\"repetitions\":1," INPUTS_TEXT ",\"rows\":[1]}",
         "x: rows[0]: expected an object, got 1"},
        {"{\"stage\":1,\"repetitions\":1," INPUTS_TEXT
         ",\"rows\":[{\"name\":\"a\",\"file\":\"b\",\"talk\":{\"ns_per_op\":1}}]}",
         "x: rows[0].talk.spread: expected a number, got nothing"},
        {"{\"stage\":1,\"repetitions\":1," INPUTS_TEXT ",\"rows\":[]}",
         "x: machine: expected an object, got nothing"},
    };
    for (size_t i = 0; i < sizeof rows_refused / sizeof *rows_refused; i++) {
        struct error error;
        fail_alloc_begin(0);
        const cJSON *report =
            bench_report_read("x", bytes_from_string(rows_refused[i].text), &error);
        cr_expect_eq(fail_alloc_end().live, 0, "%s: leaked", rows_refused[i].text);
        cr_expect_null(report);
        cr_expect_str_eq(error.text, rows_refused[i].error);
    }
}
