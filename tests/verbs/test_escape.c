/* make escape: a compiler reports the 2, 1 and 0 allocations of the talk. */
#include "base/files.h"
#include "verbs/running.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(escape, .timeout = 400);

#define POINTER                                                                                    \
    "    its address is passed to a call through a function pointer, which is "                    \
    "known "                                                                                       \
    "only at run time:\n"                                                                          \
    "        reader.c:9  from.operations->read(from.self, into + *got, wanted - *got, &n);\n"

static const struct {
    const char *words[6];
    const char *parts[11]; /* of what it says, in this order */
} rows[] = {
    {{"1"},
     {"algo_one.c:17  struct buffer *input = buffer_new(data);\n"
      "    malloc of 48 B, in a function inlined here: STAYS on the heap\n" POINTER
      "    1 block per op\n",
      "\nalgo_one.c:23  unsigned char *window = malloc(find.len);\n"
      "    malloc: STAYS on the heap\n" POINTER "    its size is not a constant\n"
      "    1 block per op\n",
      "\nLeft on the heap: 2 of 2 allocs/op ",
      "The stack, as the build has it (-fstack-usage):\n    algo_one ",
      " B  static: known in advance", "\nTo run it by hand:\n$ clang -std=c17 ", " -Istages ",
      "\n$ opt -S \\\n      '-passes=", "\n$ valgrind -q --tool=dhat "}},
    {{"--solution", "1", "1"}, {"buffer_new(data)", "STAYS", "STAYS", "heap: 2 of 2 allocs/op "}},
    {{"2"}, {"STAYS", "STAYS", "heap: 2 of 2 allocs/op "}},
    {{"--solution", "1", "2"},
     {"algo_one.c:21  window = malloc(find.len);\n"
      "    malloc: STAYS on the heap\n"
      "    its size is not a constant: with a constant one it would move\n",
      "heap: 1 of 1 allocs/op "}},
    {{"3"}, {"with a constant one it would move", "heap: 1 of 1 allocs/op "}},
    {{"--solution", "1", "3"},
     {"STAYS", "it is freed at a place that may free another pointer instead:\n",
      "    its size is not a constant\n    no op on the talk's stream comes here\n",
      "heap: 0 of 0 allocs/op "}},
    {{"4"}, {"no op on the talk's stream comes here", "heap: 0 of 0 allocs/op "}},
    {{"--solution", "1", "4"}, {"algo_one.c allocates nothing.\n", "heap: 0 of 0 allocs/op "}},
    {{"--file", "tests/verbs/reads_directly.c", "2"},
     {"buffer_new(data)", "malloc of 48 B, in a function inlined here: MOVES to the stack",
      "malloc(find.len)", "STAYS", "with a constant one it would move", "heap: 1 of 2 allocs/op "}},
    {{"--file", "tests/verbs/allocates_each_size.c", "2"},
     {"malloc of 5 B: MOVES to the stack", "malloc of 500 B: STAYS",
      "it is too large: 500 B, and at most 128 B move", "heap: 1 of 2 allocs/op "}},
    {{"--file", "tests/submissions/vla_window.c", "3"},
     {"vla_window.c allocates nothing.", "algo_one", "dynamic: the input decides"}},
};

Test(escape, tells_of_each_stage_what_stays_and_why)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ran ran = run_verb("escape", rows[i].words, NULL);
        const char *rest = ran_output(&ran);
        cr_expect_eq(ran.end.code, 0, "%s", ran_errors(&ran));
        for (size_t k = 0; k < 11 && rows[i].parts[k] != NULL; k++) {
            const char *found = strstr(rest, rows[i].parts[k]);
            cr_expect_not_null(found, "row %zu: expected \"%s\" in\n%s", i, rows[i].parts[k], rest);
            rest = found == NULL ? rest : found + strlen(rows[i].parts[k]);
        }
        ran_expect(&ran, "Go's compiler decides this for each variable. In C you do:");
        ran_dispose(&ran);
    }
}

Test(escape, refuses_orders_that_make_no_sense)
{
    static const struct refused_order orders[] = {
        {{NULL}, "Which stage? expected a number from 1 to 5, as in: make escape 1"},
        {{"6"}, "There is no stage \"6\": expected a number from 1 to 5, as in: make escape 1"},
        {{"--file", "no/such.c", "1"}, "no/such.c does not exist"},
        {{"--file", "LICENSE", "1"},
         "it does not compile: LICENSE:1:1: error: unknown type name 'MIT'"},
    };
    expect_orders_refused("escape", orders, sizeof orders / sizeof *orders);
}

Test(escape, names_the_tool_that_is_missing)
{
    static const char *const words[] = {"1", NULL};
    static const char *const tools[] = {"clang", "opt", "valgrind"};
    for (size_t i = 0; i < sizeof tools / sizeof *tools; i++) {
        char folder[] = "/tmp/tool-missing-XXXXXX";
        char path[RUNNING_PATH_SIZE];
        struct error error;
        const char *const environment[] = {path, NULL};
        make_path_without(tools[i], folder, path);
        struct ran ran = run_verb("escape", words, environment);
        cr_expect_eq(ran.end.code, 2);
        cr_expect_eq(strncmp(ran_errors(&ran), tools[i], strlen(tools[i])), 0, "%s",
                     ran_errors(&ran));
        cr_expect_not_null(
            strstr(ran_errors(&ran), " is not installed. To install it: tooling/setup\n"));
        ran_dispose(&ran);
        folder_remove(folder, &error);
    }
}
