/* make grade, stopped and refused: nothing is lost, nothing made up, and nothing left behind. */
#include "support/needs_box.h"
#include "support/scratch.h"
#include "verbs/grading.h"
#include "verbs_config.h" /* made by CMake: where the programs are */

#include <criterion/criterion.h>
#include <ctype.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void make_scratch(void)
{
    needs_box();
    scratch_make();
}

TestSuite(grade_stops, .timeout = 900, .init = make_scratch, .fini = scratch_remove);

static void sleep_for(unsigned milliseconds)
{
    const struct timespec pause = {.tv_sec = milliseconds / 1000,
                                   .tv_nsec = milliseconds % 1000 * 1000000L};
    nanosleep(&pause, NULL);
}

static struct process start(const char *const *words)
{
    const char *all[20] = {VERBS_BIN "/grade"};
    grade_words(words, all + 1);
    unsetenv("BXFI_MAP");
    cr_assert_eq(chdir(VERBS_ROOT), 0);
    struct process process = process_start(&(struct process_request){
        .arguments = all,
        .output = in_class("../said.txt"),
        .limits = {.cpu_seconds = 600, .wall_seconds = 600, .file_bytes = 1 << 30}});
    cr_assert_gt(process.pid, 0);
    return process;
}

/* Whether the process works in the folder, as all do that a grading starts. */
static bool works_in(const char *pid, const char *folder)
{
    char link[300];
    char place[4096];
    snprintf(link, sizeof link, "/proc/%s/cwd", pid);
    ssize_t len = readlink(link, place, sizeof place - 1);
    return len > 0 && (size_t)len >= strlen(folder) && strncmp(place, folder, strlen(folder)) == 0;
}

static unsigned count_processes(const char *folder)
{
    unsigned count = 0;
    DIR *processes = opendir("/proc");
    cr_assert_not_null(processes);
    for (struct dirent *entry; (entry = readdir(processes)) != NULL;)
        count += isdigit((unsigned char)entry->d_name[0]) && works_in(entry->d_name, folder);
    closedir(processes);
    return count;
}

/* They are killed one by the other: that may take a moment, and no more. */
static void expect_no_process(const char *when)
{
    unsigned count = 1;
    for (int i = 0; i < 200 && count > 0; i++) {
        sleep_for(i > 0 ? 50 : 0);
        count = count_processes(in_out("work"));
    }
    cr_expect_eq(count, 0, "%s: %u processes are left", when, count);
}

/* The first process that this one started, or 0. */
static pid_t child_of(pid_t pid)
{
    char path[64];
    long child = 0;
    snprintf(path, sizeof path, "/proc/%ld/task/%ld/children", (long)pid, (long)pid);
    FILE *children = fopen(path, "r");
    if (children == NULL || fscanf(children, "%ld", &child) != 1)
        child = 0;
    if (children != NULL)
        fclose(children);
    return (pid_t)child;
}

static void make_mixed_class(void)
{
    class_make();
    hand_in_copy("ann.c", "solutions/1-algo-one/algo_one.c");
    hand_in_copy("bob.c", "stages/1-algo-one/algo_one.c");
    hand_in_copy("cleo.c", "tests/submissions/exits.c");
    for (char name[] = "fast 0.c"; name[5] < '6'; name[5]++)
        hand_in(name, FAST);
}

static cJSON *grade_undisturbed(void)
{
    struct ran ran = GRADE("--seed", "5", "--fresh", "1", "1");
    cr_assert_eq(ran.end.code, 0, "%s%s", ran_output(&ran), ran_errors(&ran));
    ran_dispose(&ran);
    return grades_left();
}

/* Kills the grading, or the guard under it, after so long. */
static void kill_after(unsigned milliseconds, bool guard)
{
    struct process process = start((const char *const[]){"1", NULL});
    sleep_for(milliseconds);
    pid_t child = child_of(process.pid);
    pid_t victim = guard && child > 0 ? child : process.pid;
    kill(victim, SIGKILL);
    process_wait(&process);
    expect_no_process(guard ? "after the guard was killed" : "after the grading was killed");
}

Test(grade_stops, ten_kills_lose_and_falsify_nothing)
{
    enum { KILLS = 10, MOST = 2500 };
    make_mixed_class();
    cJSON *undisturbed = grade_undisturbed();
    srand((unsigned)time(NULL));
    struct process fresh = start((const char *const[]){"--seed", "5", "--fresh", "1", "1", NULL});
    sleep_for(300);
    kill(fresh.pid, SIGKILL);
    process_wait(&fresh);
    for (int i = 0; i < KILLS; i++)
        kill_after((unsigned)rand() % MOST, i % 2 == 1);
    struct ran ran = GRADE("--seed", "5", "1");
    cr_expect_eq(ran.end.code, 0, "%s%s", ran_output(&ran), ran_errors(&ran));
    cJSON *disturbed = grades_left();
    cr_expect(cJSON_Compare(undisturbed, disturbed, true), "%s", cJSON_Print(disturbed));
    cJSON_Delete(undisturbed);
    cJSON_Delete(disturbed);
    ran_dispose(&ran);
}

/* A class that is being judged for seconds yet, on any machine. */
static void make_slow_class(void)
{
    make_mixed_class();
    hand_in_copy("dan.c", "tests/submissions/never_returns.c");
}

Test(grade_stops, an_interrupt_is_told_and_gone_on_from)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    make_slow_class();
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct process process = start((const char *const[]){"1", NULL});
        sleep_for(500);
        kill(process.pid, signals[i]);
        struct process_result result = process_wait(&process);
        cr_expect_eq(result.end, PROCESS_EXITED, "signal %d", signals[i]);
        cr_expect_eq(result.code, 130, "signal %d", signals[i]);
        expect_no_process("after an interrupt");
        cr_expect_neq(access(in_out("results.json"), F_OK), 0, "there are no grades yet");
    }
    struct ran ran = GRADE("1");
    cr_expect_eq(ran.end.code, 0, "%s", ran_errors(&ran));
    ran_dispose(&ran);
}

Test(grade_stops, two_at_once_are_one_too_many)
{
    make_slow_class();
    struct process first = start((const char *const[]){"1", NULL});
    for (int i = 0; i < 200 && access(in_out("work/build.ninja"), F_OK) != 0; i++)
        sleep_for(50);
    struct ran second = GRADE("1");
    cr_expect_eq(second.end.code, 2);
    cr_expect_not_null(strstr(ran_errors(&second), "another grading is running here"), "%s",
                       ran_errors(&second));
    cr_expect_str_eq(ran_output(&second), "");
    ran_dispose(&second);
    struct process_result result = process_wait(&first);
    cr_expect_eq(result.code, 0, "the first one is not disturbed");
}

/* Without a box nothing runs, unless it is said. */
Test(grade_stops, without_a_box_only_when_told)
{
    char folder[] = "/tmp/no-bwrap-XXXXXX";
    char path[RUNNING_PATH_SIZE];
    const char *const environment[] = {path, NULL};
    class_make();
    hand_in("ann.c", FAST);
    make_path_without("bwrap", folder, path);
    struct ran ran = grade_with((const char *const[]){"1", NULL}, environment);
    cr_expect_eq(ran.end.code, 2);
    cr_expect_str_eq(ran_output(&ran), "");
    cr_expect_str_eq(
        ran_errors(&ran),
        "cannot make a box on this machine: bubblewrap is not installed. To install it:"
        " tooling/setup. Nothing was graded; UNBOXED=1 would run the submissions"
        " without a box, with all that you may do\n");
    cr_expect_neq(access(in_out("work"), F_OK), 0);
    ran_dispose(&ran);

    ran = grade_with((const char *const[]){"--unboxed", "1", "1", NULL}, environment);
    cJSON *grades = grades_left();
    cr_expect_eq(ran.end.code, 0, "%s", ran_errors(&ran));
    cr_expect_eq(strncmp(ran_errors(&ran), "UNBOXED=1: the submissions run without a box", 44), 0);
    ran_expect(&ran, "UNBOXED: the submissions ran without a box\n");
    cr_expect(cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(grades, "boxed")));
    cJSON_Delete(grades);
    ran_dispose(&ran);
}

Test(grade_stops, where_ninja_is_missing)
{
    char folder[] = "/tmp/no-ninja-XXXXXX";
    char path[RUNNING_PATH_SIZE];
    const char *const environment[] = {path, NULL};
    class_make();
    hand_in("ann.c", FAST);
    make_path_without("ninja", folder, path);
    struct ran ran = grade_with((const char *const[]){"1", NULL}, environment);
    cr_expect_eq(ran.end.code, 2);
    cr_expect_str_eq(ran_errors(&ran), "ninja cannot be started: to install it: tooling/setup\n");
    ran_dispose(&ran);
}

/* Our own fault costs nobody a point: it is reported, and tried again. */
Test(grade_stops, a_check_without_a_verdict_is_inconclusive)
{
    char folder[] = "/tmp/no-valgrind-XXXXXX";
    char path[RUNNING_PATH_SIZE];
    const char *const environment[] = {path, NULL};
    class_make();
    hand_in_copy("ann.c", "solutions/1-algo-one/algo_one.c");
    make_path_without("valgrind", folder, path);
    struct ran ran = grade_with((const char *const[]){"1", NULL}, environment);
    cJSON *grades = grades_left();
    cr_expect_eq(ran.end.code, 2);
    expect_graded(grades, "ann", 0, "inconclusive", "compiles");
    cr_expect_not_null(strstr(ran_errors(&ran), "1 of 1 results is inconclusive"), "%s",
                       ran_errors(&ran));
    cJSON_Delete(grades);
    ran_dispose(&ran);
    EXPECT_DONE(1, 0, "1");
    grades = grades_left();
    expect_graded(grades, "ann", 0, "pass", "compiles");
    cJSON_Delete(grades);
}

Test(grade_stops, orders_that_it_cannot_follow)
{
    static const struct refused_order orders[] = {
        {{NULL}, "Which submissions? expected a folder, as in: make grade DIR=submissions"},
        {{"--dir", "nowhere"}, "DIR=nowhere does not exist"},
        {{"--dir", "README.md"}, "DIR=README.md is not a folder"},
        {{"--dir", "solutions/1-algo-one/..", "9"},
         "There is no stage \"9\": expected a number from 1 to 5, or none for all stages, as in:"
         " make grade 1 DIR=submissions"},
        {{"--dir", "tooling/cmake"},
         "DIR=tooling/cmake holds no submission: expected NAME.c, NAME/algo_one.c or"
         " NAME/STAGE/algo_one.c"},
        {{"--dir", "solutions", "--seed", "x"}, "SEED=x: expected a number, as a check prints it"},
        {{"--dir", "solutions", "--fresh", "yes"}, "FRESH=yes: expected 1, or nothing"},
        {{"--dir", "solutions", "--unboxed", "no"}, "UNBOXED=no: expected 1, or nothing"},
        {{"--boxed", "1"},
         "usage: grade --dir FOLDER [--into FOLDER] [--fresh 1] [--unboxed 1] [--seed N] [STAGE]"},
    };
    expect_orders_refused("grade", orders, sizeof orders / sizeof *orders);
}
