/* make predict, hint, solution, progress and reset-stage, as a learner meets them. */
#include "base/files.h"
#include "results/result.h"
#include "support/scratch.h"
#include "verbs/learning.h"
#include "verbs/on_terminal.h"

#include <criterion/criterion.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(learn, .timeout = 300, .init = learner_make, .fini = learner_remove);

/* A figure that the check of a stage measured. */
static double measured_of(const char *file, const char *name)
{
    struct error error;
    struct buffer text = learner_read(file);
    cJSON *result = result_read(file, buffer_rest(&text), &error);
    cr_assert_not_null(result, "%s", error.text);
    const cJSON *all = cJSON_GetObjectItemCaseSensitive(result, "measured");
    double figure = cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(all, name));
    cJSON_Delete(result);
    buffer_dispose(&text);
    return figure;
}

static double measured(const char *name)
{
    return measured_of("build/results/stage-1.json", name);
}

static bool exists(const char *path)
{
    return access(path, F_OK) == 0;
}

Test(learn, a_prediction_stands_beside_the_next_check_and_no_other)
{
    char expected[128];
    EXPECT("predict", 0, "Saved: you predict 3 allocs/op, line 9.\n", "--allocs", "3", "--line",
           "9", "1");
    EXPECT("predict", 0,
           "Saved: you predict 2 allocs/op, 40 B/op, line 23 (before: 3 allocs/op, line 9).\n",
           "--allocs", "2", "--bytes", "40", "--line", "23", "1");
    struct ran ran = LEARN("check", "1");
    cr_expect_eq(ran.end.code, 1, "%s", ran_errors(&ran));
    ran_expect(&ran, "You predicted  2 allocs/op, 40 B/op, line 23\n");
    snprintf(expected, sizeof expected,
             "Measured       2 allocs/op, 53 B/op, line %.0f: 1 of 3 right",
             measured("hottest_line"));
    ran_expect(&ran, expected);
    ran_dispose(&ran);
    ran = LEARN("check", "1");
    cr_expect_null(strstr(ran_output(&ran), "You predicted"), "%s", ran_output(&ran));
    ran_dispose(&ran);
    EXPECT("predict", 0, "Saved: you predict 2 allocs/op.\n", "--allocs", "2", "1");
}

Test(learn, a_prediction_is_about_the_file_as_it_was_then)
{
    EXPECT("predict", 0, "Saved: you predict 2 allocs/op.\n", "--allocs", "2", "1");
    learner_do("echo '/* mine */' >> " STAGE_1);
    EXPECT("check", 1,
           "You predicted  2 allocs/op\nMeasured       2 allocs/op\n"
           "You predicted this before you changed the file, so it is not scored.\n",
           "1");
    EXPECT("predict", 0, "Saved: you predict 2 allocs/op.\n", "--allocs", "2", "1");
    EXPECT("check", 1, "Measured       2 allocs/op: you predicted this exactly\n", "1");
}

Test(learn, a_prediction_needs_a_file)
{
    cr_assert_eq(unlink(STAGE_1), 0);
    EXPECT("check", 2,
           STAGE_1 " does not exist: make reset-stage 1 YES=1 brings back the start file\n", "1");
    EXPECT("check", 2, STAGE_1 " does not exist\n", "--file", STAGE_1, "1");
    EXPECT("predict", 2, STAGE_1 " does not exist\n", "--allocs", "2", "1");
    cr_expect_not(exists(STATE));
}

/* The line of the one-byte read, with the reads through the interface that it makes. */
Test(learn, the_hottest_line_is_the_one_that_reads_a_byte)
{
    struct ran ran = LEARN("check", "1");
    ran_dispose(&ran);
    struct buffer text = learner_read(STAGE_1);
    const unsigned char *at = text.at;
    double line = 1;
    const char *read = "read_full(stream, window + end, 1, &got)";
    const unsigned char *found = memmem(text.at, text.len, read, strlen(read));
    cr_assert_not_null(found);
    for (; at < found; at++)
        line += *at == '\n';
    cr_expect_float_eq(measured("hottest_line"), line, 0);
    buffer_dispose(&text);
}

/* Its work is in a function that was inlined there: the listing marks the same line. */
Test(learn, the_hottest_line_of_stage_5_calls_what_was_inlined)
{
    static const char call[] = "algo_one(buffer_rest(&replacer->gathered), replacer->find, "
                               "replacer->repl, output);";
    char marked[160];
    struct ran ran = LEARN("check", "5");
    ran_dispose(&ran);
    snprintf(marked, sizeof marked, " > %4.0f:         %s   <- hottest line\n",
             measured_of("build/results/stage-5.json", "hottest_line"), call);
    ran = LEARN("profile", "--show", "list-cpu", "5");
    ran_expect(&ran, marked);
    ran_dispose(&ran);
}

Test(learn, a_prediction_can_be_typed)
{
    struct on_terminal on = terminal_start("predict", (const char *const[]){"1", NULL});
    terminal_expect(&on, "Allocations per op (allocs/op)? ");
    terminal_type(&on, "two\n");
    terminal_expect(&on, "ALLOCS=\"two\": expected a whole number from 0 to 999999999, or Enter");
    terminal_expect(&on, "(allocs/op)? ");
    terminal_type(&on, "2\n");
    terminal_expect(&on, "Bytes per op (B/op)? ");
    terminal_type(&on, "\n");
    terminal_expect(&on, "? ");
    terminal_type(&on, "9999\n");
    terminal_expect(&on, ", the lines of " STAGE_1 ", or Enter alone");
    terminal_type(&on, "33\n");
    terminal_expect(&on, "Saved: you predict 2 allocs/op, line 33.");
    cr_expect_eq(terminal_end(&on), 0);
    cr_expect(exists(STATE));
}

Test(learn, a_prediction_need_not_be_typed)
{
    struct on_terminal on = terminal_start("predict", (const char *const[]){"1", NULL});
    terminal_expect(&on, "? ");
    terminal_type(&on, "\004");
    terminal_expect(&on, "Nothing is predicted.");
    cr_expect_eq(terminal_end(&on), 0);
    cr_expect_not(exists(STATE));
}

Test(learn, only_checks_of_the_learners_own_file_count)
{
    static const char *const others[][8] = {
        {"--file", STAGE_1, "1"},
        {"--solution", "1", "1"},
        {"--into", "elsewhere", "1"},
        {"--graded", "1", "--file", SOLUTION_1, "1"},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct ran ran = run_verb_here("check", others[i], NULL);
        cr_expect_lt(ran.end.code, 2, "%s", ran_errors(&ran));
        cr_expect_not(exists(STATE), "row %zu", i);
        ran_dispose(&ran);
    }
}

Test(learn, hints_come_one_by_one_and_then_together)
{
    EXPECT("hint", 0, "Hint 1 of 3 for stage 1\n\nEach call takes two blocks", "1");
    EXPECT("hint", 0, "Hint 1 of 3 for stage 1\n", "--again", "1", "1");
    EXPECT("hint", 0, "Hint 2 of 3 for stage 1\n\n`free(window)`", "1");
    EXPECT("hint", 0, "Hint 3 of 3 for stage 1\n\nStart with", "1");
    struct ran ran = LEARN("hint", "1");
    ran_expect(&ran, "Hint 1 of 3 for stage 1\n");
    ran_expect(&ran, "Hint 2 of 3 for stage 1\n");
    ran_expect(&ran, "Hint 3 of 3 for stage 1\n");
    ran_expect(&ran, "`make solution 1 ANYWAY=1`");
    ran_expect(&ran, "make hint 1 shows all 3 again.\n");
    ran_dispose(&ran);
    EXPECT("hint", 0, "Hint 1 of 3 for stage 2\n\n`make escape 2`", "2");
}

static void copy(const char *from, const char *to)
{
    struct error error;
    cr_assert(file_copy(from, to, &error), "%s", error.text);
}

Test(learn, a_solution_is_shown_once_the_file_has_passed)
{
    EXPECT("solution", 2,
           "Stage 1 has not been checked yet. First: make check-stage 1. To see the solution now:"
           " make solution 1 ANYWAY=1\n",
           "1");
    struct ran ran = LEARN("check", "1");
    ran_dispose(&ran);
    EXPECT("solution", 2, "Stage 1 does not pass yet. First: make check-stage 1", "1");
    copy(SOLUTION_1, STAGE_1);
    EXPECT("solution", 2, "Stage 1 has changed since it was checked. First: make check-stage 1",
           "1");
    EXPECT("check", 0, "\npass\n", "1");
    EXPECT("solution", 0, STAGE_1 " is the solution, word for word.\n\n# Solution 1: one way out",
           "1");
    learner_do("echo '/* mine */' >> " STAGE_1);
    EXPECT("solution", 2, "Stage 1 has changed since it was checked", "1");
    EXPECT("check", 0, "\npass\n", "1");
    EXPECT("solution", 0, "\n-/* mine */\n", "1");
}

Test(learn, a_solution_is_shown_before_when_asked_for)
{
    struct ran ran = LEARN("solution", "--anyway", "1", "1");
    cr_expect_eq(ran.end.code, 0, "%s", ran_errors(&ran));
    ran_expect(&ran, "$ git diff --no-index " STAGE_1 " " SOLUTION_1 "\n");
    ran_expect(&ran, "\n+        goto done;\n");
    ran_expect(&ran, "\n# Solution 1: one way out\n");
    cr_expect_null(strchr(ran_output(&ran), '\033'));
    cr_expect_eq(scratch_count("build"), 0, "nothing is left behind");
    ran_dispose(&ran);
    struct on_terminal on =
        terminal_start("solution", (const char *const[]){"--anyway", "1", "1", NULL});
    terminal_expect(&on, "\033[32m");
    cr_expect_eq(terminal_end(&on), 0);
}

/* Stage 2 starts from solution 1; a learner who has changed its file gets no such note. */
Test(learn, a_pass_tells_whose_file_the_next_stage_begins_with)
{
    static const char own[] = "stages/2-remove-interface-call/algo_one.c";
    copy(SOLUTION_1, STAGE_1);
    EXPECT("check", 0,
           "\npass\nNext: stages/2-remove-interface-call/README.md\n"
           "It starts from our solution to stage 1. Your own file stays in stages/1-algo-one/.\n",
           "1");
    scratch_write(own, bytes_from_string("int mine;\n"));
    struct ran ran = LEARN("check", "1");
    ran_expect(&ran, "\nNext: stages/2-remove-interface-call/README.md\n");
    cr_expect_null(strstr(ran_output(&ran), "is our solution"), "%s", ran_output(&ran));
    ran_dispose(&ran);
}

Test(learn, progress_shows_where_a_learner_is)
{
    struct ran ran = LEARN("progress", NULL);
    ran_expect(&ran, "]  0 of ");
    ran_expect(&ran, "\n1-algo-one              not started\n");
    ran_expect(&ran, "\nNext: stages/1-algo-one/README.md\n");
    ran_dispose(&ran);
    EXPECT("check", 1, "not-yet: heap", "1");
    EXPECT("progress", 0, "\n1-algo-one              not-yet at heap ", NULL);
    learner_do("rm " STATE " && echo '/* mine */' >> " STAGE_1);
    EXPECT("progress", 0, "\n1-algo-one              not checked yet\n", NULL);
    EXPECT("check", 1, "not-yet: heap", "1");
    EXPECT("progress", 0, "\n1-algo-one              not-yet at heap                   2      53",
           NULL);
    EXPECT("progress", 0, "\nNext: make check-stage 1; make hint 1 helps\n", NULL);
    copy(SOLUTION_1, STAGE_1);
    EXPECT("check", 0, "\npass\n", "1");
    ran = LEARN("progress", NULL);
    ran_expect(&ran, "]  1 of ");
    ran_expect(&ran, "\n1-algo-one              passed 20");
    ran_expect(&ran, "\nFigures: your best with ");
    ran_expect(&ran, "\nNext: stages/2-remove-interface-call/README.md\n");
    ran_dispose(&ran);
}

/* The one file that is kept beside stage 1's. */
static void kept_file(char path[256], size_t count)
{
    glob_t found;
    cr_assert_eq(glob(STAGE_1 ".20*", 0, NULL, &found), 0);
    cr_expect_eq(found.gl_pathc, count);
    strcpy(path, found.gl_pathv[0]);
    globfree(&found);
}

Test(learn, a_reset_asks_and_keeps_what_was_there)
{
    char kept[256];
    copy(STAGE_1, "start.c");
    EXPECT("reset-stage", 0, STAGE_1 " is the start file: nothing to do.\n", "--yes", "1", "1");
    copy(SOLUTION_1, STAGE_1);
    EXPECT("reset-stage", 2, "no terminal to ask on; to do it: make reset-stage 1 YES=1\n", "1");
    expect_same(STAGE_1, SOLUTION_1);
    EXPECT("reset-stage", 0, "Yours is saved: " STAGE_1 ".20", "--yes", "1", "1");
    expect_same(STAGE_1, "start.c");
    kept_file(kept, 1);
    expect_same(kept, SOLUTION_1);

    learner_do("echo '/* mine */' >> " STAGE_1);
    EXPECT("reset-stage", 0, "Yours is saved: " STAGE_1 ".20", "--yes", "1", "1");
    kept_file(kept, 2);
    expect_same(kept, SOLUTION_1);
    cr_assert_eq(unlink(STAGE_1), 0);
    EXPECT("reset-stage", 0, STAGE_1 " is the start file again.\n", "--yes", "1", "1");
    expect_same(STAGE_1, "start.c");
}

Test(learn, a_reset_does_nothing_unless_told)
{
    static const struct {
        const char *answer;
        const char *says;
        const char *now;
    } rows[] = {{"n\n", "Nothing was changed.", SOLUTION_1},
                {"\n", "Nothing was changed.", SOLUTION_1},
                {"\004", "Nothing was changed.", SOLUTION_1},
                {"y\n", "is the start file again.", "start.c"}};
    copy(STAGE_1, "start.c");
    copy(SOLUTION_1, STAGE_1);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct on_terminal on = terminal_start("reset-stage", (const char *const[]){"1", NULL});
        terminal_expect(&on, "(y/n) ");
        terminal_type(&on, rows[i].answer);
        terminal_expect(&on, rows[i].says);
        cr_expect_eq(terminal_end(&on), 0);
        expect_same(STAGE_1, rows[i].now);
    }
}

Test(learn, what_was_passed_stays_passed_after_a_reset)
{
    copy(SOLUTION_1, STAGE_1);
    EXPECT("hint", 0, "Hint 1 of 3", "1");
    EXPECT("check", 0, "\npass\n", "1");
    EXPECT("reset-stage", 0, "is the start file again", "--yes", "1", "1");
    EXPECT("progress", 0, "\n1-algo-one              passed 20", NULL);
    EXPECT("progress", 0, "\n                          now started over\n", NULL);
    EXPECT("solution", 2, "has not been checked yet", "1");
    EXPECT("hint", 0, "Hint 1 of 3", "1");
    EXPECT("check", 1, "\nnot-yet: heap\n", "1");
    EXPECT("progress", 0, "\n1-algo-one              passed 20", NULL);
    EXPECT("progress", 0, "\n                          now not-yet at heap\n", NULL);
}

Test(learn, a_reset_works_for_every_stage)
{
    static const char *const numbers[] = {"1", "2", "3", "4"};
    static const char *const starts[] = {"stages/1-algo-one", "stages/2-remove-interface-call",
                                         "stages/3-fix-window-size", "stages/4-cpu-hotspot"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char own[128];
        snprintf(own, sizeof own, "%s/algo_one.c", starts[i]);
        copy(own, "start.c");
        scratch_write(own, bytes_from_string("int mine;\n"));
        EXPECT("reset-stage", 0, "is the start file again", "--yes", "1", numbers[i]);
        expect_same(own, "start.c");
    }
}

Test(learn, orders_that_cannot_be_followed)
{
    static const struct {
        const char *program;
        struct refused_order order;
    } rows[] = {
        {"predict",
         {{"1"},
          "What do you expect? Give one or more: the ALLOCS= and BYTES= of an op, and the LINE= "
          "with "
          "the "
          "most\ninstructions. As in: make predict 1 ALLOCS=4 BYTES=100 LINE=50"}},
        {"predict",
         {{"--allocs", "two", "1"}, "ALLOCS=\"two\": expected a whole number from 0 to 999999999"}},
        {"predict",
         {{"--bytes", "-3", "1"}, "BYTES=\"-3\": expected a whole number from 0 to 999999999"}},
        {"predict",
         {{"--line", "9999", "1"},
          "LINE=\"9999\": expected a whole number from 1 to 52, the lines of " STAGE_1}},
        {"predict",
         {{"--file", "x", "1"}, "usage: predict [--allocs N] [--bytes N] [--line N] STAGE"}},
        {"hint", {{"--again", "yes", "1"}, "AGAIN=yes: expected 1, or nothing"}},
        {"hint", {{"1", "2"}, "usage: hint [--again 1] STAGE"}},
        {"solution", {{"--anyway", "no", "1"}, "ANYWAY=no: expected 1, or nothing"}},
        {"solution", {{"--no", "1"}, "usage: solution [--anyway 1] [--into FOLDER] STAGE"}},
        {"reset-stage", {{"--yes", "no", "1"}, "YES=no: expected 1, or nothing"}},
        {"reset-stage", {{"1", "2"}, "usage: reset-stage [--yes 1] STAGE"}},
        {"progress", {{"1"}, "usage: progress"}},
        {"watch", {{"1"}, "usage: watch --check PROGRAM STAGE"}},
        {"watch",
         {{"--check", "x", "1"}, "make watch needs a terminal; without one: make check-stage 1"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ran ran = run_verb_here(rows[i].program, rows[i].order.words, NULL);
        char expected[256];
        snprintf(expected, sizeof expected, "%s\n", rows[i].order.says);
        cr_expect_eq(ran.end.code, 2, "%s", expected);
        cr_expect_str_eq(ran_errors(&ran), expected);
        cr_expect_str_eq(ran_output(&ran), "");
        ran_dispose(&ran);
    }
}

Test(learn, stages_that_are_none)
{
    static const char *const verbs[] = {"predict", "hint", "solution", "reset-stage"};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        char expected[160];
        snprintf(expected, sizeof expected, ", as in: make %s 1\n", verbs[i]);
        EXPECT(verbs[i], 2, "Which stage? expected a number from 1", NULL);
        EXPECT(verbs[i], 2, "There is no stage \"99\": expected a number from 1", "99");
        EXPECT(verbs[i], 2, expected, "99");
    }
}
