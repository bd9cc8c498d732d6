/* What tooling/course/course.h promises of the add_stage() lines of CMakeLists.txt. */
#include "course/course.h"

#include <criterion/criterion.h>
#include <stdio.h>

TestSuite(course, .timeout = 10);

/* The ceilings that the course is about, as its map states them. */
static const struct stage expected[] = {
    {.number = 1,
     .name = "1-algo-one",
     .contract = &contract_algo_one,
     .allocs_per_op = 2,
     .bytes_per_op = 53,
     .longest_find = COURSE_NO_LIMIT,
     .interface_calls_per_op = COURSE_NO_LIMIT},
    {.number = 2,
     .name = "2-remove-interface-call",
     .contract = &contract_algo_one,
     .allocs_per_op = 1,
     .bytes_per_op = 5,
     .longest_find = COURSE_NO_LIMIT,
     .instructions =
         {{.reference = "solution-1", .numerator = 1, .denominator = 1, .strict = true}},
     .instruction_count = 1},
    {.number = 3, .name = "3-fix-window-size", .contract = &contract_algo_one, .longest_find = 64},
    {.number = 4,
     .name = "4-cpu-hotspot",
     .contract = &contract_algo_one,
     .longest_find = 64,
     .instructions = {{.reference = "solution-3", .numerator = 1, .denominator = 3},
                      {.reference = "algo-two", .numerator = 1, .denominator = 1, .strict = true}},
     .instruction_count = 2},
    {.number = 5,
     .name = "5-keep-going",
     .contract = &contract_replacer,
     .allocs_per_op = 4,
     .bytes_per_op = 4096,
     .bytes_per_find = 32,
     .longest_find = COURSE_NO_LIMIT,
     .interface_calls_per_op = COURSE_NO_LIMIT,
     .instructions =
         {{.reference = "algo-two", .numerator = 2, .denominator = 3},
          {.stream = COURSE_RARE, .reference = "algo-two", .numerator = 1, .denominator = 10},
          {.stream = COURSE_RUNS, .reference = "algo-two", .numerator = 4, .denominator = 1}},
     .instruction_count = 3},
};

static void expect_instructions(const struct stage *got, const struct stage *stage)
{
    cr_assert_eq(got->instruction_count, stage->instruction_count, "%s", stage->name);
    for (size_t i = 0; i < stage->instruction_count; i++) {
        const struct instruction_ceiling *a = &got->instructions[i];
        const struct instruction_ceiling *b = &stage->instructions[i];
        cr_expect_eq(a->stream, b->stream, "%s", stage->name);
        cr_expect_str_eq(a->reference, b->reference, "%s", stage->name);
        cr_expect_eq(a->numerator, b->numerator, "%s: %s", stage->name, b->reference);
        cr_expect_eq(a->denominator, b->denominator, "%s: %s", stage->name, b->reference);
        cr_expect_eq(a->strict, b->strict, "%s: %s", stage->name, b->reference);
    }
}

Test(course, has_the_stages_and_the_ceilings_of_its_map)
{
    cr_assert_eq(course_stage_count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < course_stage_count; i++) {
        const struct stage *got = &course_stages[i];
        cr_expect_eq(got->number, expected[i].number);
        cr_expect_str_eq(got->name, expected[i].name);
        cr_expect_eq(got->allocs_per_op, expected[i].allocs_per_op, "%s", got->name);
        cr_expect_eq(got->stack_bytes, 16384, "%s", got->name);
        cr_expect_eq(got->contract, expected[i].contract, "%s", got->name);
        cr_expect_eq(got->bytes_per_op, expected[i].bytes_per_op, "%s", got->name);
        if (got->contract == &contract_replacer)
            cr_expect_eq(got->bytes_per_find, expected[i].bytes_per_find, "%s", got->name);
        cr_expect_eq(got->longest_find, expected[i].longest_find, "%s", got->name);
        cr_expect_eq(got->interface_calls_per_op, expected[i].interface_calls_per_op, "%s",
                     got->name);
        expect_instructions(got, &expected[i]);
    }
}

Test(course, finds_a_stage_by_its_number_or_its_folder)
{
    static const char *const others[] = {"",   "0",          "6",   "01",  "+1",
                                         "-1", " 1",         "1 ",  "1.0", "0x1",
                                         "11", "4294967297", "one", "1\n", "1-algo"};
    static const char *const elsewhere[] = {"1-algo-ones", "1-algo-one/x.c",
                                            "stages/",     "stages/1",
                                            "/1-algo-one", "solutions/1-algo-one"};
    static const char *const firsts[] = {"1-algo-one", "1-algo-one/", "stages/1-algo-one",
                                         "stages/1-algo-one/", "stages/1-algo-one/algo_one.c"};
    for (size_t i = 0; i < course_stage_count; i++) {
        char number[32];
        snprintf(number, sizeof number, "%zu", i + 1);
        cr_expect_eq(course_find(number), &course_stages[i], "%s", number);
    }
    for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++)
        cr_expect_eq(course_find(firsts[i]), course_stages, "%s", firsts[i]);
    cr_expect_eq(course_find("stages/5-keep-going/replacer.c"), &course_stages[4]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        cr_expect_null(course_find(others[i]), "\"%s\"", others[i]);
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        cr_expect_null(course_find(elsewhere[i]), "%s", elsewhere[i]);
}

Test(course, tells_where_a_stages_files_are)
{
    static const struct {
        const char *number, *own, *solution, *start;
    } rows[] = {
        {"1", "stages/1-algo-one/algo_one.c", "solutions/1-algo-one/algo_one.c",
         "solutions/0-the-talk/algo_one.c"},
        {"4", "stages/4-cpu-hotspot/algo_one.c", "solutions/4-cpu-hotspot/algo_one.c",
         "solutions/3-fix-window-size/algo_one.c"},
        {"5", "stages/5-keep-going/replacer.c", "solutions/5-keep-going/replacer.c",
         "solutions/4-cpu-hotspot/replacer.c"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char path[COURSE_PATH_SIZE];
        course_own_file(course_find(rows[i].number), path);
        cr_expect_str_eq(path, rows[i].own);
        course_solution_file(course_find(rows[i].number), path);
        cr_expect_str_eq(path, rows[i].solution);
        course_start_file(course_find(rows[i].number), path);
        cr_expect_str_eq(path, rows[i].start);
    }
}

Test(course, knows_the_last_stage_of_a_contract)
{
    cr_expect_eq(course_last(&contract_algo_one), course_find("4"));
    cr_expect_eq(course_last(&contract_replacer), course_find("5"));
}

Test(course, knows_a_contracts_functions)
{
    cr_expect(contract_has(&contract_algo_one, "algo_one"));
    cr_expect(contract_has(&contract_replacer, "replacer_free"));
    cr_expect_not(contract_has(&contract_replacer, "algo_one"));
    cr_expect_not(contract_has(&contract_replacer, "replacer"));
    cr_expect_not(contract_has(&contract_replacer, "replacer_feed_all"));
    cr_expect_not(contract_has(&contract_replacer, ""));
}
