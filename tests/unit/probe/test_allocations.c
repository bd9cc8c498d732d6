/* What tooling/probe/allocations.h promises, of a probe with the library preloaded. */
#include "support/scratch.h"
#include "unit/probe/probing.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

TestSuite(allocations, .timeout = 10, .init = scratch_make, .fini = scratch_remove);

static const char *const preloaded[] = {"LD_PRELOAD=" COUNT_ALLOCATIONS, NULL};

static void expect_answers(const struct probe_case *cases, const char *const *answers, size_t count,
                           const char *const *environment)
{
    char expected[4096];
    int len = 0;
    for (size_t i = 0; i < count; i++)
        len += snprintf(expected + len, sizeof expected - (size_t)len, "answer %s\n", answers[i]);
    len += snprintf(expected + len, sizeof expected - (size_t)len, "end\n");
    cr_assert_lt(len, (int)sizeof expected);

    write_cases("cases", cases, count);
    struct process_result result = answer_obediently(environment);
    cr_expect_eq(result.end, PROCESS_EXITED);
    cr_expect_eq(result.code, 0);
    scratch_expect("answers", bytes_of(expected, (size_t)len));
    scratch_expect("out", bytes_from_string("MARK"));
    scratch_expect("err", bytes_of(NULL, 0));
}

/* The status, 0, and then what was allocated, freed and refused. */
static const struct {
    const char *order;
    uint64_t refuse;
    const char *answer;
} rows[] = {
    {"nothing", 0, "0 0 0 0 0 0\n"},
    {"malloc", 0, "0 0 1 1 0 0\n"},
    {"malloc", 1, "3 0 0 0 1 0\n"},
    {"malloc", 2, "0 0 1 1 0 0\n"},
    {"calloc", 0, "0 0 1 1 0 0\n"},
    {"calloc", 1, "3 0 0 0 1 0\n"},
    {"realloc of none", 0, "0 0 1 1 0 0\n"},
    {"realloc of none", 1, "3 0 0 0 1 0\n"},
    {"realloc", 0, "0 0 2 2 0 0\n"},
    {"realloc", 1, "0 0 1 1 1 0\n"},
    {"realloc", 2, "3 0 1 1 1 0\n"},
    {"realloc", 3, "0 0 2 2 0 0\n"},
    {"realloc to nothing", 0, "3 0 1 1 0 0\n"},
    {"realloc to too much", 0, "3 0 1 1 0 0\n"},
    {"reallocarray", 0, "0 0 1 1 0 0\n"},
    {"reallocarray", 1, "3 0 0 0 1 0\n"},
    {"memalign", 0, "0 0 1 1 0 0\n"},
    {"memalign", 1, "3 0 0 0 1 0\n"},
    {"aligned_alloc", 0, "0 0 1 1 0 0\n"},
    {"aligned_alloc", 1, "3 0 0 0 1 0\n"},
    {"posix_memalign", 0, "0 0 1 1 0 0\n"},
    {"posix_memalign", 1, "3 0 0 0 1 0\n"},
    {"strdup", 0, "0 0 1 1 0 0\n"},
    {"strdup", 1, "3 0 0 0 1 0\n"},
    {"free of none", 0, "3 0 0 0 0 0\n"},
    {"leak", 0, "0 0 1 0 0 0\n"},
    {"leak", 1, "0 0 0 0 1 0\n"},
};

enum { ROWS = sizeof rows / sizeof *rows };

Test(allocations, are_counted_in_each_call_and_refused_where_the_case_says)
{
    struct probe_case cases[ROWS];
    const char *answers[ROWS];
    for (size_t i = 0; i < ROWS; i++) {
        cases[i] =
            (struct probe_case){.find = bytes_from_string(rows[i].order), .refuse = rows[i].refuse};
        answers[i] = rows[i].answer;
    }
    expect_answers(cases, answers, ROWS, preloaded);
}

/* The probe's own are not counted: its output owns a block before the call as after it. */
Test(allocations, of_the_output_are_counted_only_beyond_its_room)
{
    const struct bytes order = bytes_from_string("output");
    const struct bytes four = bytes_from_string("four");
    const struct probe_case cases[] = {
        {.find = order, .repl = four},
        {.find = order, .repl = four, .refuse = 1},
        {.find = order, .repl = four, .room = 4, .refuse = 1},
        {.find = order, .repl = four, .before = four, .room = 4},
        {.find = order, .repl = four, .before = four},
        {.find = order, .repl = four, .before = four, .refuse = 1},
    };
    static const char *const answers[] = {"0 4 1 1 0 0\nfour",     "3 0 0 0 1 0\n",
                                          "0 4 0 0 0 0\nfour",     "0 8 0 0 0 0\nfourfour",
                                          "0 8 1 1 0 0\nfourfour", "3 4 0 0 1 0\nfour"};
    expect_answers(cases, answers, sizeof cases / sizeof *cases, preloaded);
}

Test(allocations, are_refused_but_not_counted_without_the_library)
{
    const struct probe_case cases[] = {{.find = bytes_from_string("malloc"), .refuse = 1},
                                       {.find = bytes_from_string("calloc"), .refuse = 1},
                                       {.find = bytes_from_string("realloc"), .refuse = 1},
                                       {.find = bytes_from_string("malloc"), .refuse = 2},
                                       {.find = bytes_from_string("leak")}};
    static const char *const answers[] = {"3 0 0 0 1 0\n", "3 0 0 0 1 0\n", "0 0 0 0 1 0\n",
                                          "0 0 0 0 0 0\n", "0 0 0 0 0 0\n"};
    expect_answers(cases, answers, sizeof cases / sizeof *cases, NULL);
}

Test(allocations, are_left_alone_in_any_other_program)
{
    static const char *const words[] = {"sh", "-c", "echo $((6 * 7))", NULL};
    struct process_request request = scratch_request(words);
    request.environment = preloaded;
    cr_expect_eq(process_run(&request).code, 0);
    scratch_expect("out", bytes_from_string("42\n"));
    scratch_expect("err", bytes_of(NULL, 0));
}
