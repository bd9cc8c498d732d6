/* make debug: what gdb then shows, and that it is about the case which is asked for. */
#include "base/files.h"
#include "course/course.h"
#include "verbs/running.h"
#include "verbs_config.h" /* made by CMake: where the programs are */

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

TestSuite(debug, .timeout = 120);

/* What gdb says to `commands`, when the last check of stage 1 went to `folder`. */
static struct buffer say(const char *folder, const char *commands, const char *options)
{
    char shell[RUNNING_PATH_SIZE];
    char output[RUNNING_PATH_SIZE];
    struct error error;
    const char *const words[] = {"sh", "-c", shell, NULL};
    struct buffer text = buffer_bounded(SIZE_MAX);
    snprintf(output, sizeof output, "%s/said", folder);
    snprintf(shell, sizeof shell,
             "cd " VERBS_ROOT " && printf '%s' | " VERBS_BIN "/debug --into '%s' %s 2>&1", commands,
             folder, options);
    process_run(&(struct process_request){
        .arguments = words,
        .output = output,
        .limits = {.cpu_seconds = 60, .wall_seconds = 100, .file_bytes = (uint64_t)1 << 30}});
    cr_assert(file_read(output, &text, &error), "%s", error.text);
    cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
    return text;
}

static void expect_said(const char *folder, const char *commands, const char *options,
                        const char *const *parts)
{
    struct buffer said = say(folder, commands, options);
    for (size_t i = 0; parts[i] != NULL; i++)
        cr_expect_not_null(strstr((const char *)said.at, parts[i]), "\"%s\" is not in\n%s",
                           parts[i], (const char *)said.at);
    cr_expect_null(strstr((const char *)said.at, "optimized out"), "%s", (const char *)said.at);
    buffer_dispose(&said);
}

Test(debug, stops_in_each_stage_with_every_variable_at_hand)
{
    for (size_t i = 0; i < course_stage_count; i++) {
        char file[COURSE_PATH_SIZE];
        const char *words[] = {NULL, NULL};
        char number[16];
        snprintf(number, sizeof number, "%u", course_stages[i].number);
        course_own_file(&course_stages[i], file);
        words[0] = number;
        struct ran ran = run_verb("debug", words, NULL);
        cr_expect_eq(ran.end.code, 0, "%s", ran_errors(&ran));
        ran_expect(&ran,
                   "The talk's stream, because the last check left no case that fails:\n$ gdb ");
        ran_expect(&ran, "\nBreakpoint 1, ");
        ran_expect(&ran, file);
        cr_expect_null(strstr(ran_output(&ran), "=..."), "%s", ran_output(&ran));
        ran_dispose(&ran);
    }
}

/* The length of its data, as the case at `path` begins. */
static void read_length(const char *folder, const char *name, char length[32])
{
    char path[RUNNING_PATH_SIZE + 64];
    unsigned bytes = 0;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    cr_assert_not_null(file, "%s", path);
    cr_assert_eq(fscanf(file, "case %u ", &bytes), 1);
    fclose(file);
    snprintf(length, 32, "$1 = %u\n", bytes);
}

Test(debug, stops_in_the_case_that_the_last_check_failed_at)
{
    static const char *const words[] = {"--file", "tests/submissions/first_match_only.c", "1",
                                        NULL};
    struct ran ran = run_verb("check", words, NULL);
    char length[32];
    cr_assert_eq(ran.end.code, 1, "%s", ran_errors(&ran));
    read_length(ran.folder, "results/stage-1.correctness.case", length);
    expect_said(
        ran.folder, "p data.len\\ninfo locals\\n", "--file tests/submissions/first_match_only.c 1",
        (const char *const[]){"The case at which the last check failed (correctness):\n$ gdb ",
                              "stage-1.correctness.case'\n", "Breakpoint 1, algo_one (",
                              "first_match_only.c:", length, "found = ", NULL});
    ran_dispose(&ran);
}

Test(debug, says_whose_case_it_is_where_the_last_check_was_of_another_file)
{
    static const char *const words[] = {"--file", "tests/submissions/first_match_only.c", "1",
                                        NULL};
    struct ran ran = run_verb("check", words, NULL);
    expect_said(
        ran.folder, "", "1",
        (const char *const[]){"The case at which the last check failed (correctness), which "
                              "was of another file, tests/submissions/first_match_only.c:"
                              "\n$ gdb ",
                              "stage-1.correctness.case'\n", NULL});
    ran_dispose(&ran);
}

/* The case that correctness stopped in is right alone: memory's is the one that shows something. */
Test(debug, stops_in_the_case_of_memory_if_all_answers_are_right)
{
    static const char *const words[] = {"--file", "tests/submissions/overflows_large_outputs.c",
                                        "3", NULL};
    struct ran ran = run_verb("check", words, NULL);
    cr_assert_eq(ran.end.code, 1, "%s", ran_errors(&ran));
    expect_said(ran.folder, "", "--file tests/submissions/overflows_large_outputs.c 3",
                (const char *const[]){"The case at which the last check failed (memory):\n$ gdb ",
                                      "Breakpoint 1, algo_one (", NULL});
    ran_dispose(&ran);
}

/* An older message may still tell how to replay it; the last check has nothing to do with it. */
Test(debug, knows_a_case_of_an_older_check_from_the_last_ones)
{
    static const char *const words[] = {"--file", "tests/submissions/first_match_only.c", "1",
                                        NULL};
    char pass[RUNNING_PATH_SIZE + 128];
    char saved[RUNNING_PATH_SIZE + 64];
    const char *const shell[] = {"sh", "-c", pass, NULL};
    struct ran ran = run_verb("check", words, NULL);
    snprintf(pass, sizeof pass,
             "cd " VERBS_ROOT " && " VERBS_BIN "/check --into '%s' --file "
             "solutions/1-algo-one/algo_one.c 1 >/dev/null",
             ran.folder);
    struct process_result end = process_run(&(struct process_request){
        .arguments = shell,
        .limits = {.cpu_seconds = 90, .wall_seconds = 100, .file_bytes = (uint64_t)1 << 30}});
    cr_expect_eq(end.code, 0);
    snprintf(saved, sizeof saved, "%s/results/stage-1.correctness.case", ran.folder);
    cr_expect_eq(access(saved, R_OK), 0);
    expect_said(
        ran.folder, "", "1",
        (const char *const[]){"The talk's stream, because the last check left no case", NULL});
    ran_dispose(&ran);
}

Test(debug, stops_in_the_case_that_is_asked_for)
{
    static const char *const words[] = {"--gdb", "no", "2", NULL};
    struct ran ran = run_verb("debug", words, NULL);
    char options[RUNNING_PATH_SIZE + 64];
    snprintf(options, sizeof options, "--case '%s/debug/case' --solution 1 3", ran.folder);
    expect_said(ran.folder, "p data.len\\n", options,
                (const char *const[]){"/debug/case'\n", "solutions/3-", "$1 = 119\n", NULL});
    ran_dispose(&ran);
}

Test(debug, leaves_the_program_and_its_case_for_another_debugger)
{
    static const char *const words[] = {"--gdb", "no", "--solution", "1", "4", NULL};
    char program[RUNNING_PATH_SIZE + 32];
    char saved[RUNNING_PATH_SIZE + 32];
    struct ran ran = run_verb("debug", words, NULL);
    cr_expect_eq(ran.end.code, 0);
    snprintf(program, sizeof program, "%s/debug/probe", ran.folder);
    snprintf(saved, sizeof saved, "%s/debug/case", ran.folder);
    const char *const replay[] = {program, "--replay", saved, NULL};
    struct process_result end = process_run(&(struct process_request){
        .arguments = replay,
        .limits = {.cpu_seconds = 10, .wall_seconds = 20, .file_bytes = 1 << 20}});
    cr_expect_eq(end.end, PROCESS_EXITED);
    cr_expect_eq(end.code, 0);
    ran_dispose(&ran);
}

Test(debug, refuses_orders_that_make_no_sense)
{
    static const struct refused_order orders[] = {
        {{"--gdb", "yes", "1"}, "GDB=yes: expected no, or nothing"},
        {{"--case", "no/such", "1"}, "cannot read no/such: No such file or directory"},
        {{"--case", "LICENSE", "1"},
         "CASE: LICENSE:1: expected case DATA FIND REPL BEFORE ROOM REFUSE, got \"MIT License\""},
        {{"--file", "no/such.c", "1"}, "no/such.c does not exist"},
        {{"--file", "LICENSE", "1"},
         "it does not compile: LICENSE:1:1: error: unknown type name 'MIT'"},
    };
    expect_orders_refused("debug", orders, sizeof orders / sizeof *orders);
}

Test(debug, says_where_gdb_is_to_be_had)
{
    static const char *const words[] = {"1", NULL};
    char folder[] = "/tmp/tool-missing-XXXXXX";
    char path[RUNNING_PATH_SIZE];
    struct error error;
    const char *const environment[] = {path, NULL};
    make_path_without("gdb", folder, path);
    struct ran ran = run_verb("debug", words, environment);
    cr_expect_eq(ran.end.code, 2);
    cr_expect_str_eq(ran_errors(&ran), "gdb is not installed. To install it: tooling/setup\n");
    ran_dispose(&ran);
    folder_remove(folder, &error);
}
