/* What tooling/results/scores.h promises. */
#include "results/scores.h"

#include "base/scan.h"
#include "course/course.h"
#include "results/result.h"
#include "unit/fixture.h"
#include "unit/reader_case.h"
#include "unit/results/gates_case.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(scores, .timeout = 30, .init = reader_case_hook_json);

#define S1 "\"1-algo-one\":{\"heap\":25}"
#define S2 "\"2-remove-interface-call\":{\"heap\":15,\"cpu\":10}"
#define S3 "\"3-fix-window-size\":{\"heap\":1}"
#define S4 "\"4-cpu-hotspot\":{\"cpu\":1000}"
#define S5 "\"5-keep-going\":{\"heap\":3}"
#define ALL "{" S1 "," S2 "," S3 "," S4 "," S5 "}"

static bool is_empty(const struct scores *scores)
{
    static const struct scores empty;
    return memcmp(scores, &empty, sizeof empty) == 0;
}

static bool read_and_end(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct scores scores;
    bool read = scores_read(name, text, &scores, error);
    *left_empty = is_empty(&scores);
    return read;
}

static struct scores read_all(const char *text)
{
    struct error error;
    struct scores scores;
    cr_assert(scores_read("x", bytes_from_string(text), &scores, &error), "%s", error.text);
    return scores;
}

Test(scores, are_read_for_each_stage)
{
    struct scores scores = read_all(ALL "\n");
    cr_expect_eq(scores_most(&scores, "1-algo-one"), 25);
    cr_expect_eq(scores_most(&scores, "2-remove-interface-call"), 25);
    cr_expect_eq(scores_most(&scores, "3-fix-window-size"), 1);
    cr_expect_eq(scores_most(&scores, "4-cpu-hotspot"), 1000);
    cr_expect_eq(scores_most(&scores, "1"), 0);
    cr_expect_eq(scores_most(&scores, ""), 0);
}

Test(scores, of_the_project_are_read)
{
    struct error error;
    struct scores scores;
    unsigned sum = 0;
    struct bytes text = fixture_load("../../../" SCORES_FILE);
    cr_assert(scores_read(SCORES_FILE, text, &scores, &error), "%s", error.text);
    for (size_t i = 0; i < course_stage_count; i++)
        sum += scores_most(&scores, course_stages[i].name);
    cr_expect_eq(sum, 125);
    fixture_dispose(text);
}

Test(scores, refuse_what_they_do_not_understand)
{
    static const struct refused cases[] = {
        {"nothing", " ",
         "x:1: expected JSON, and the memory for it, got \" \" and the end of the text", 0},
        {"a list", "[]", "x: expected an object, got an empty array", 0},
        {"a number", "25", "x: expected an object, got 25", 0},
        {"two documents", "{} {}\n", "x:1: expected nothing after the JSON, got \"{} {}\"", 0},
        {"a NUL", "{\0}\n", "x:1: expected JSON, which has no NUL bytes, got \"{\\x00}\"", 4},
        {"a stage less", "{" S1 "," S2 "," S4 "}",
         "x: 3-fix-window-size: expected points for gates, got nothing", 0},
        {"no stage", "{}", "x: 1-algo-one: expected points for gates, got nothing", 0},
        {"a stage more", "{\"5-no\":{\"heap\":1}}", "x: expected a known field, got \"5-no\"", 0},
        {"a number of a stage", "{\"1\":{\"heap\":1}}", "x: expected a known field, got \"1\"", 0},
        {"bytes", "{\"\\u001b[2J\":{}}", "x: expected a known field, got \"\\x1b[2J\"", 0},
        {"a stage twice", "{" S1 "," S1 "}", "x: 1-algo-one: expected one such field, got two", 0},
        {"no gates", "{\"1-algo-one\":{}}",
         "x: 1-algo-one: expected points for gates, got an empty object", 0},
        {"points of a stage", "{\"1-algo-one\":25}",
         "x: 1-algo-one: expected points for gates, got 25", 0},
        {"a list of gates", "{\"1-algo-one\":[25]}",
         "x: 1-algo-one: expected points for gates, got an array", 0},
        {"another gate", "{\"1-algo-one\":{\"Heap\":25}}",
         "x: 1-algo-one: expected a known field, got \"Heap\"", 0},
        {"a gate twice", "{\"1-algo-one\":{\"heap\":25,\"heap\":1}}",
         "x: 1-algo-one.heap: expected one such field, got two", 0},
        {"no points", "{\"1-algo-one\":{\"heap\":0}}",
         "x: 1-algo-one.heap: expected a whole number, 1 to 1000, got 0", 0},
        {"less than none", "{\"1-algo-one\":{\"heap\":-1}}",
         "x: 1-algo-one.heap: expected a whole number, 1 to 1000, got -1", 0},
        {"a fraction", "{\"1-algo-one\":{\"cpu\":2.5}}",
         "x: 1-algo-one.cpu: expected a whole number, 1 to 1000, got 2.5", 0},
        {"too many", "{\"1-algo-one\":{\"cpu\":1001}}",
         "x: 1-algo-one.cpu: expected a whole number, 1 to 1000, got 1001", 0},
        {"no number at all", "{\"1-algo-one\":{\"cpu\":1e999}}",
         "x: 1-algo-one.cpu: expected a whole number, 1 to 1000, got inf", 0},
        {"words", "{\"1-algo-one\":{\"heap\":\"25\"}}",
         "x: 1-algo-one.heap: expected a whole number, 1 to 1000, got \"25\"", 0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

Test(scores, are_read_from_no_prefix)
{
    cr_expect_eq(count_prefixes_read(read_and_end, bytes_from_string(ALL)), 0);
}

Test(scores, say_when_there_is_no_memory)
{
    expect_no_json_memory_refused(read_and_end, bytes_from_string(ALL));
}

Test(scores, are_given_where_the_gate_and_all_without_points_pass)
{
    static const struct {
        size_t stage;
        const char *others;
        unsigned heap, cpu;
    } rows[] = {
        {0, "", 25, 0},
        {0, "heap:n", 0, 0},
        {0, "cpu:n", 0, 0},
        {0, "build:n memory:i", 0, 0},
        {1, "", 15, 10},
        {1, "heap:n", 0, 10},
        {1, "cpu:n", 15, 0},
        {1, "heap:n cpu:n", 0, 0},
        {1, "cpu:i", 15, 0},
        {1, "heap:i", 0, 10},
        {1, "correctness:n", 0, 0},
        {1, "memory:i", 0, 0},
        {1, "storage:n", 0, 0},
        {1, "build:i", 0, 0},
        {1, "storage:-", 0, 0},
        {1, "heap:-", 0, 10},
        {3, "", 0, 1000},
    };
    struct scores scores = read_all(ALL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cJSON *result = result_but(&course_stages[rows[i].stage], rows[i].others);
        cr_expect_eq(scores_of_gate(&scores, result, "heap"), rows[i].heap, "row %zu", i);
        cr_expect_eq(scores_of_gate(&scores, result, "cpu"), rows[i].cpu, "row %zu", i);
        cr_expect_eq(scores_of_gate(&scores, result, "build"), 0, "row %zu", i);
        cr_expect_eq(scores_of(&scores, result), rows[i].heap + rows[i].cpu, "row %zu", i);
        cJSON_Delete(result);
    }
}

Test(scores, tell_what_a_gate_can_bring)
{
    struct scores scores = read_all(ALL);
    cJSON *result = result_new(&course_stages[1], "f.c");
    cr_assert_not_null(result);
    cr_expect_eq(scores_most_of_gate(&scores, result, "heap"), 15);
    cr_expect_eq(scores_most_of_gate(&scores, result, "cpu"), 10);
    cr_expect_eq(scores_most_of_gate(&scores, result, "build"), 0);
    cr_expect_eq(scores_most_of_gate(&scores, result, "no gate"), 0);
    cr_expect_eq(scores_of_gate(&scores, result, "no gate"), 0);
    cr_expect_eq(scores_of(&scores, result), 0, "it has no gates");
    cJSON_Delete(result);
    cr_expect_eq(scores_of(&scores, NULL), 0);
}
