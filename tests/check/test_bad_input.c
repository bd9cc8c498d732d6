/* Bad input gets one clear line and a non-zero exit, and loses nothing. */
#include "base/files.h"
#include "check/checking.h"
#include "check_test_config.h" /* made by CMake: where the check is */
#include "results/result.h"
#include "support/needs_box.h"
#include "verbs/running.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool has(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

static size_t lines_of(const char *text)
{
    size_t lines = 0;
    for (; *text != '\0'; text++)
        lines += *text == '\n';
    return lines;
}

/* Orders that no check can come of. */
static const struct {
    const char *words[6];
    const char *says; /* all of the one line, or a part of it */
} orders[] = {
    {{NULL}, "Which stage? expected a number from 1 to 5, as in: make check-stage 1\n"},
    {{""}, "Which stage? "},
    {{"0"}, "There is no stage \"0\": expected a number from 1 to 5"},
    {{"9"}, "There is no stage \"9\": expected a number from 1 to 5"},
    {{"two"}, "There is no stage \"two\": expected a number from 1 to 5"},
    {{"-1"}, "usage: check"},
    {{"1", "2"}, "usage: check"},
    {{"--file", "no/such/file.c", "1"}, "no/such/file.c does not exist\n"},
    {{"--file", "stages", "1"}, "stages is a folder: expected a C file\n"},
    {{"--file", "/dev/null", "1"}, "/dev/null is not a regular file\n"},
    {{"--file", "tests/check/empty.c", "1"}, "tests/check/empty.c is empty: expected a C file"},
    {{"--seed", "12x", "1"}, "SEED=12x: expected a number, as a check prints it\n"},
    {{"--seed", "18446744073709551616", "1"}, "SEED=18446744073709551616: expected a number, as"},
    {{"--seed", "-1", "1"}, "SEED=-1: expected a number, as"},
    {{"--into", "/proc/nowhere", "1"}, "cannot make the folder /proc/nowhere"},
};

Test(bad_input, an_order_that_makes_no_sense_gets_one_line, .timeout = 60)
{
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        struct checked checked = check_now(orders[i].words, "stage-1");
        const char *said = ran_errors(&checked.ran);
        cr_expect_eq(checked.ran.end.code, 2, "%s", orders[i].says);
        cr_expect(has(said, orders[i].says), "expected \"%s\" in \"%s\"", orders[i].says, said);
        cr_expect_eq(lines_of(said), 1, "%s", said);
        cr_expect_null(checked.result);
        checked_dispose(&checked);
    }
}

Test(bad_input, the_words_of_the_compiler_are_shown, .timeout = 60)
{
    struct checked checked = check_file(1, "LICENSE");
    const char *said = checked_message(&checked, "build");
    cr_expect_str_eq(checked_failed(&checked), "build");
    cr_expect(has(said, "LICENSE:1:"), "%s", said);
    cr_expect(has(said, "error"), "%s", said);
    cr_expect(has(checked_message(&checked, "heap"), "no program yet, fix the build gate first"));
    checked_dispose(&checked);
}

Test(bad_input, without_valgrind_nothing_is_a_pass_and_nothing_is_the_learners_fault, .timeout = 60)
{
    static const char *const words[] = {"--solution", "1", "2", NULL};
    char folder[] = "/tmp/no-valgrind-XXXXXX";
    char path[RUNNING_PATH_SIZE];
    struct error error;
    const char *const environment[] = {path, NULL};

    make_path_without("valgrind", folder, path);
    struct checked checked = check_with(words, "solution-2", environment);
    cr_expect_str_eq(checked_verdict(&checked), "inconclusive");
    cr_expect_str_eq(checked_gate(&checked, "correctness"), "pass");
    cr_expect(has(checked_message(&checked, "correctness"), "by AddressSanitizer and Undefined"));
    cr_expect_str_eq(checked_gate(&checked, "storage"), "pass");
    const char *const measured[] = {"memory", "heap", "cpu"};
    for (size_t i = 0; i < 3; i++) {
        const char *said = checked_message(&checked, measured[i]);
        cr_expect_str_eq(checked_gate(&checked, measured[i]), "inconclusive");
        cr_expect(has(said, "Valgrind is not installed. To install it: tooling/setup"), "%s", said);
    }
    cr_expect_eq(checked.ran.end.code, 2);
    checked_dispose(&checked);
    folder_remove(folder, &error);
}

/* What only a sanitizer sees, and what it says of that. */
static void expect_use_after_free(const char *boxed)
{
    const char *const order[] = {
        "--boxed", boxed, "--file", "tests/submissions/uses_what_it_freed.c", "1", NULL};
    char folder[] = "/tmp/no-valgrind-XXXXXX";
    char path[RUNNING_PATH_SIZE];
    struct error error;
    const char *const environment[] = {path, NULL};
    make_path_without("valgrind", folder, path);
    struct checked checked = check_with(order, "stage-1", environment);
    const char *said = checked_message(&checked, "correctness");
    cr_expect_str_eq(checked_failed(&checked), "correctness");
    cr_expect(has(said, "it said: AddressSanitizer: heap-use-after-free "), "%s", said);
    cr_expect(has(said, "/uses_what_it_freed.c:22"), "%s", said);
    cr_expect_eq(checked.ran.end.code, 1);
    checked_dispose(&checked);
    folder_remove(folder, &error);
}

Test(bad_input, without_valgrind_the_sanitizers_look_for_faults, .timeout = 120)
{
    expect_use_after_free("");
}

Test(bad_input, without_valgrind_they_do_in_a_box_too, .timeout = 120, .init = needs_box)
{
    expect_use_after_free("1");
}

Test(bad_input, two_checks_of_one_stage_do_not_meet, .timeout = 120)
{
    char folder[] = "/tmp/two checks-XXXXXX";
    char path[RUNNING_PATH_SIZE];
    struct error error;
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(chdir(CHECK_ROOT), 0);
    unsetenv("BXFI_MAP"); /* Criterion's: see checking.c */
    const char *const words[] = {CHECK_PROGRAM, "--into", folder, "--solution", "1", "3", NULL};
    const struct process_request request = {
        .arguments = words,
        .limits = {.cpu_seconds = 60, .wall_seconds = 100, .file_bytes = (uint64_t)1 << 30}};

    struct process first = process_start(&request);
    struct process second = process_start(&request);
    struct process_result ends[] = {process_wait(&first), process_wait(&second)};
    for (size_t i = 0; i < 2; i++) {
        cr_expect_eq(ends[i].end, PROCESS_EXITED);
        cr_expect_eq(ends[i].code, 0);
    }
    snprintf(path, sizeof path, "%s/results/solution-3.json", folder);
    struct buffer text = buffer_bounded(SIZE_MAX);
    cr_assert(file_read(path, &text, &error), "%s", error.text);
    cJSON *result = result_read(path, buffer_rest(&text), &error);
    cr_assert_not_null(result, "%s", error.text);
    cr_expect_str_eq(json_text(result, "verdict"), "pass");
    cJSON_Delete(result);
    buffer_dispose(&text);
    folder_remove(folder, &error);
}

static bool is_empty(const char *folder)
{
    size_t entries = 0;
    DIR *opened = opendir(folder);
    cr_assert_not_null(opened, "%s", folder);
    while (readdir(opened) != NULL)
        entries++;
    closedir(opened);
    return entries == 2; /* . and .. */
}

/* The processes whose command line names `folder`. */
static size_t processes_in(const char *folder)
{
    size_t found = 0;
    DIR *processes = opendir("/proc");
    cr_assert_not_null(processes);
    for (struct dirent *entry; (entry = readdir(processes)) != NULL;) {
        char path[300];
        struct error error;
        struct buffer line = buffer_bounded(1 << 20);
        snprintf(path, sizeof path, "/proc/%s/cmdline", entry->d_name);
        if (atoi(entry->d_name) > 0 && file_read(path, &line, &error) && line.len > 0)
            found += memmem(line.at, line.len, folder, strlen(folder)) != NULL;
        buffer_dispose(&line);
    }
    closedir(processes);
    return found;
}

static size_t wait_for_processes(const char *folder, bool some)
{
    const struct timespec pause = {.tv_nsec = 20000000};
    size_t found = processes_in(folder);
    for (int i = 0; i < 500 && (found > 0) != some; i++) {
        nanosleep(&pause, NULL);
        found = processes_in(folder);
    }
    return found;
}

/* How many of the processes whose numbers the text has left a socket of Criterion's in /tmp. */
static int count_sockets(struct buffer *numbers)
{
    int left = 0;
    cr_assert_eq(buffer_write_byte(numbers, '\0'), STREAM_OK);
    for (char *rest = (char *)numbers->storage, *word; (word = strtok_r(rest, " \n", &rest));) {
        char path[64];
        snprintf(path, sizeof path, "/tmp/criterion_%.20s.sock", word);
        left += access(path, F_OK) == 0;
    }
    return left;
}

/* Interrupts a check of a stage that never returns, once its probes are running. */
Test(bad_input, an_interrupt_ends_every_process_and_leaves_no_folder, .timeout = 120)
{
    char folder[] = "/tmp/interrupted-XXXXXX";
    char checks[64], path[64];
    struct error error;
    struct buffer children = buffer_bounded(SIZE_MAX);
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(chdir(CHECK_ROOT), 0);
    unsetenv("BXFI_MAP"); /* Criterion's: see checking.c */
    snprintf(checks, sizeof checks, "%s/checks/stage-3", folder);
    const char *const words[] = {
        CHECK_PROGRAM, "--into", folder, "--file", "tests/submissions/never_returns.c", "3", NULL};
    struct process check = process_start(&(struct process_request){
        .arguments = words,
        .limits = {.cpu_seconds = 60, .wall_seconds = 100, .file_bytes = (uint64_t)1 << 30}});

    cr_assert_gt(wait_for_processes(checks, true), 0);
    snprintf(path, sizeof path, "/proc/%ld/task/%ld/children", (long)check.pid, (long)check.pid);
    cr_assert(file_read(path, &children, &error), "%s", error.text);
    cr_assert_eq(kill(check.pid, SIGINT), 0);
    struct process_result end = process_wait(&check);
    cr_expect_eq(end.end, PROCESS_EXITED);
    cr_expect_eq(end.code, 130);
    cr_expect_eq(wait_for_processes(checks, false), 0);
    snprintf(checks, sizeof checks, "%s/checks", folder);
    cr_expect(is_empty(checks), "a check's folder was left behind");
    cr_expect_eq(count_sockets(&children), 0);
    buffer_dispose(&children);
    folder_remove(folder, &error);
}
