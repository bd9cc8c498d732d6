/* make gradescope: the zip, and how it grades once it is unpacked as Gradescope does it. */
#include "base/files.h"
#include "results/result.h"
#include "support/needs_box.h"
#include "verbs/autograder.h"
#include "verbs/running.h"
#include "verbs_config.h" /* made by CMake: where the project is */

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(gradescope, .timeout = 1200, .init = needs_box);

enum { MOST_TESTS = 4 };

/* What is handed in, and what results.json says of it. */
struct row {
    const char *what;
    const char *submit; /* a command in the folder of the submission */
    double score;
    const char *output; /* of the whole */
    struct {
        const char *name;
        double score, most;
        const char *output;
    } tests[MOST_TESTS];
};

#define COPY(file) "cp \"$ROOT/" file "\" algo_one.c"
#define S2 "2-remove-interface-call"

static const struct row rows_of_stage_2[] = {
    {"the solution",
     COPY("solutions/" S2 "/algo_one.c"),
     25,
     S2 ": pass, 25 of 25 points\n",
     {{S2 ": heap", 15, 15, "pass: 1 allocs/op, 5 B/op, peak 5 B, 0 B left at exit"},
      {S2 ": cpu", 10, 10, "pass: "},
      {S2 ": correctness", 0, 0, "pass: "}}},
    {"the start file, among others",
     COPY("solutions/1-algo-one/algo_one.c") " && touch other.c && mkdir -p a/b",
     0,
     S2 ": not-yet, 0 of 25 points\n",
     {{S2 ": heap", 0, 15, "not-yet: 2 allocs/op, 53 B/op"},
      {S2 ": cpu", 0, 10, "not-yet: "},
      {S2 ": memory", 0, 0, "pass: "}}},
    {"no C",
     COPY("tests/submissions/does_not_compile.c"),
     0,
     S2 ": not-yet, 0 of 25 points\n",
     {{S2 ": build", 0, 0, "not-yet: it does not compile"},
      {S2 ": heap", 0, 15, "inconclusive: not measured: no program yet"}}},
    {"nothing",
     "true",
     0,
     S2 ": missing, 0 of 25 points\n",
     {{S2, 0, 25, "missing: there is no file: expected algo_one.c, got nothing"}}},
    {"other names, of odd bytes",
     "touch algo_one.C $(printf 'a\\033\\377<b>.c') \"$(printf 'x\\ny')\" z.c",
     0,
     S2 ": missing, 0 of 25 points\n",
     {{S2, 0, 25, "got \"a\\x1b\\xff<b>.c\", \"algo_one.C\", \"x\\ny\" and 1 more"}}},
    {"two files",
     "mkdir " S2 " && touch algo_one.c " S2 "/algo_one.c",
     0,
     S2 ": missing, 0 of 25 points\n",
     {{S2, 0, 25, "missing: there are two files, " S2 "/algo_one.c and algo_one.c: expected one"}}},
    {"a link to the solution",
     "ln -s ../source/solutions/" S2 "/algo_one.c algo_one.c",
     0,
     S2 ": missing, 0 of 25 points\n",
     {{S2, 0, 25, "missing: algo_one.c is no regular file"}}},
    {"a link to the folder of the solution",
     "ln -s ../source/solutions/" S2 " " S2,
     0,
     S2 ": missing, 0 of 25 points\n",
     {{S2, 0, 25, "missing: " S2 "/algo_one.c is no regular file"}}},
    {"an endless loop",
     COPY("tests/submissions/never_returns.c"),
     0,
     S2 ": not-yet, 0 of 25 points\n",
     {{S2 ": correctness", 0, 0, "not-yet: "}, {S2 ": heap", 0, 15, ""}}},
};

static void expect_row(const struct autograder *autograder, const struct row *row)
{
    char command[512];
    snprintf(command, sizeof command,
             "rm -rf submission && mkdir submission && cd submission && %s", row->submit);
    cr_assert_eq(autograder_do(autograder, command), 0, "%s", row->what);
    cJSON *results = autograder_run(autograder);
    cr_expect_eq(autograder_number(results, "score"), row->score, "%s: %f", row->what,
                 autograder_number(results, "score"));
    cr_expect_str_eq(json_text(results, "output"), row->output, "%s", row->what);
    for (size_t i = 0; i < MOST_TESTS && row->tests[i].name != NULL; i++) {
        const cJSON *test = autograder_test(results, row->tests[i].name);
        cr_expect_not_null(test, "%s: %s", row->what, row->tests[i].name);
        cr_expect_eq(autograder_number(test, "score"), row->tests[i].score, "%s", row->what);
        cr_expect_eq(autograder_number(test, "max_score"), row->tests[i].most, "%s", row->what);
        cr_expect_not_null(strstr(json_text(test, "output"), row->tests[i].output),
                           "%s: expected \"%s\" in \"%s\"", row->what, row->tests[i].output,
                           json_text(test, "output"));
    }
    cJSON_Delete(results);
}

/* It gets no points, and nothing that it leaves behind changes that. */
static void expect_not_forged(const struct autograder *autograder)
{
    static const char forge[] = "rm -rf submission && mkdir -p submission/" S2 " && "
                                "sed \"s,RESULTS,$PWD/results/results.json,\" "
                                "\"$ROOT/tests/verbs/forges_results.c\" "
                                ">submission/" S2 "/algo_one.c";
    cr_assert_eq(autograder_do(autograder, forge), 0);
    cJSON *results = autograder_run(autograder);
    cr_expect_eq(autograder_number(results, "score"), 0);
    cJSON_Delete(results);
    cr_expect_neq(autograder_do(autograder, "sleep 0.2; grep forged results/results.json"), 0);
}

Test(gradescope, judges_what_was_submitted_for_a_stage)
{
    struct autograder autograder = autograder_new("2", false);
    for (size_t i = 0; i < sizeof rows_of_stage_2 / sizeof *rows_of_stage_2; i++)
        expect_row(&autograder, &rows_of_stage_2[i]);
    expect_not_forged(&autograder);
    autograder_dispose(&autograder);
}

static void hand_in_the_first(const struct autograder *autograder)
{
    static const char copy[] = "rm -rf submission && mkdir submission && "
                               "cp -R \"$ROOT/solutions/1-algo-one\" submission";
    cr_assert_eq(autograder_do(autograder, copy), 0);
}

/* If bubblewrap cannot run, submissions run as nobody, and instructors see a note. */
static void expect_judged_without_a_box(const struct autograder *autograder)
{
    char folder[] = "/tmp/no-bwrap-XXXXXX";
    char path[RUNNING_PATH_SIZE];
    struct error error;
    char whole[RUNNING_PATH_SIZE];
    snprintf(whole, sizeof whole, "%s", getenv("PATH"));
    make_path_without("bwrap", folder, path);
    cr_assert_eq(chmod(folder, 0755), 0);
    cr_assert_eq(setenv("PATH", path + strlen("PATH="), 1), 0);
    hand_in_the_first(autograder);
    cJSON *results = autograder_run(autograder);
    cr_expect_eq(autograder_number(results, "score"), 25, "%s", json_text(results, "output"));
    cr_expect_eq(autograder_do(autograder, "grep -q '^Graded without a box of our own.*: cannot "
                                           "make a box on this machine: bubblewrap is not "
                                           "installed' "
                                           "results/stdout"),
                 0);
    cJSON_Delete(results);
    expect_not_forged(autograder);
    cr_assert_eq(setenv("PATH", whole, 1), 0);
    cr_expect(folder_remove(folder, &error), "%s", error.text);
}

/* Set up as Gradescope does, for all stages: start, solution, none, solution. */
static void expect_all_stages(const struct autograder *autograder)
{
    cr_assert_eq(autograder_do(autograder,
                               "cp -R \"$ROOT/solutions/.\" submission && cd submission && "
                               "cp 0-the-talk/algo_one.c 1-algo-one && rm -r 3-* 0-*"),
                 0);
    cJSON *results = autograder_run(autograder);
    cr_expect_eq(autograder_number(results, "score"), 75);
    cr_expect_str_eq(json_text(results, "output"),
                     "1-algo-one: not-yet, 0 of 25 points\n"
                     "2-remove-interface-call: pass, 25 of 25 points\n"
                     "3-fix-window-size: missing, 0 of 25 points\n"
                     "4-cpu-hotspot: pass, 25 of 25 points\n"
                     "5-keep-going: pass, 25 of 25 points\n");
    cJSON_Delete(results);
    cr_expect_eq(autograder_do(autograder, "grep -q '^Stage 4-cpu-hotspot ' results/stdout"), 0);
    cr_expect_neq(
        autograder_do(autograder, "grep . source/build/.ninja_log | grep -q '^autograde'"), 0);
}

/* Our own fault is no zero: it says that it is no grade. */
static void expect_inconclusive(const struct autograder *autograder, const char *damage,
                                const char *why)
{
    cr_assert_eq(autograder_do(autograder, damage), 0, "%s", damage);
    cJSON *results = autograder_run(autograder);
    const cJSON *tests = cJSON_GetObjectItemCaseSensitive(results, "tests");
    cr_expect_eq(autograder_number(results, "score"), 0, "%s", damage);
    cr_expect_eq(strncmp(json_text(results, "output"), "INCONCLUSIVE: ", 14), 0, "%s", damage);
    cr_expect_not_null(strstr(json_text(results, "output"), "no grade"), "%s", damage);
    cr_expect_not_null(strstr(json_text(cJSON_GetArrayItem(tests, 0), "output"), why),
                       "expected \"%s\" in \"%s\"", why,
                       json_text(cJSON_GetArrayItem(tests, 0), "output"));
    cJSON_Delete(results);
}

Test(gradescope, is_set_up_judges_all_stages_and_always_leaves_a_result)
{
    static const struct {
        const char *damage, *why;
    } rows[] = {
        {"printf '#!/bin/sh\nkill -SEGV $$\n' >source/build/bin/check",
         "inconclusive: the check died (signal 11)"},
        {"printf '#!/bin/sh\necho \"no room\\377\" >&2; exit 2\n' >source/build/bin/check",
         "inconclusive: no room?"},
        {"printf '#!/bin/sh\nmkdir \"$2/results\"; echo {} >\"$2/results/stage-1.json\"\n'"
         " >source/build/bin/check",
         "inconclusive: the check's result: stage: expected a whole number, got nothing"},
        {"rm source/build/bin/check", "inconclusive: "},
        {"rm source/tooling/results/scores.json", "inconclusive: the autograder did not finish"},
        {"printf '#!/bin/sh\nkill -KILL $PPID\n' >source/build/bin/autograde",
         "inconclusive: the autograder did not finish"},
        {"rm -r source/build", "inconclusive: the autograder did not finish"},
    };
    struct autograder autograder = autograder_new("", true);
    expect_all_stages(&autograder);
    expect_judged_without_a_box(&autograder);
    hand_in_the_first(&autograder);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_inconclusive(&autograder, rows[i].damage, rows[i].why);
    autograder_dispose(&autograder);
}

static int make_in(const char *folder, const char *words, char *said, size_t size)
{
    char command[512];
    snprintf(command, sizeof command, "cd '%s' && make -s gradescope %s 2>&1", folder, words);
    unsetenv("MAKEFLAGS");
    FILE *output = popen(command, "r");
    cr_assert_not_null(output);
    said[fread(said, 1, size - 1, output)] = '\0';
    return pclose(output);
}

Test(gradescope, refuses_what_is_no_stage_and_what_is_no_checkout)
{
    char said[1024];
    char folder[] = "/tmp/no checkout-XXXXXX";
    char command[256];
    struct error error;
    cr_expect_neq(make_in(VERBS_ROOT, "7", said, sizeof said), 0);
    cr_expect_eq(strncmp(said,
                         "There is no stage \"7\": expected a number, or none for all stages, as "
                         "in: make gradescope 1\n",
                         90),
                 0, "%s", said);
    cr_expect_neq(make_in(VERBS_ROOT, "1-algo", said, sizeof said), 0);
    cr_expect_eq(strncmp(said, "There is no stage \"1-algo\":", 27), 0, "%s", said);
    cr_assert_not_null(mkdtemp(folder));
    snprintf(command, sizeof command, "cp -R '%s'/Makefile '%s'/tooling '%s'/stages '%s'",
             VERBS_ROOT, VERBS_ROOT, VERBS_ROOT, folder);
    cr_assert_eq(system(command), 0);
    for (size_t i = 0; i < 2; i++) {
        cr_expect_neq(make_in(folder, i == 0 ? "1" : "1-algo-one", said, sizeof said), 0);
        cr_expect_not_null(strstr(said,
                                  "make gradescope packs the files that git tracks, and this is no "
                                  "git checkout"),
                           "%s", said);
    }
    cr_expect(folder_remove(folder, &error), "%s", error.text);
}
