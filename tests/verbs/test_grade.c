/*
 * make grade: a class from its folder to its grades, whatever is in the folder and whatever
 * happens.
 */
#include "base/files.h"
#include "support/needs_box.h"
#include "support/scratch.h"
#include "verbs/grading.h"
#include "verbs_config.h" /* made by CMake: where the programs are */

#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void make_scratch(void)
{
    needs_box();
    scratch_make();
}

TestSuite(grade, .timeout = 600, .init = make_scratch, .fini = scratch_remove);

Test(grade, gives_each_layout_its_verdicts_and_points)
{
    class_make();
    hand_in_copy("ann/algo_one.c", "solutions/4-cpu-hotspot/algo_one.c");
    hand_in_copy("bob/2/algo_one.c", "solutions/2-remove-interface-call/algo_one.c");
    hand_in_copy("bob/4-cpu-hotspot/algo_one.c", "stages/4-cpu-hotspot/algo_one.c");
    hand_in_copy("bob/replacer.c", "solutions/5-keep-going/replacer.c");
    hand_in("cleo.c", FAST);
    hand_in("cleo/3/algo_one.c", FAST);
    hand_in("dan/main.c", FAST);
    hand_in("README", "");
    struct ran ran = GRADE("--seed", "7");
    cJSON *grades = grades_left();
    cr_expect_eq(ran.end.code, 2, "cleo's stage 3 is open");
    for (int stage = 0; stage < 4; stage++)
        expect_graded(grades, "ann", stage, "pass", "compiles");
    expect_graded(grades, "ann", 4, "missing", "no replacer.c was handed in for this stage");
    expect_graded(grades, "bob", 4, "pass", "compiles");
    expect_graded(grades, "bob", 0, "missing", "no algo_one.c was handed in for this stage");
    expect_graded(grades, "bob", 1, "pass", "compiles");
    expect_graded(grades, "bob", 3, "not-yet", "compiles");
    expect_graded(grades, "cleo", 0, "not-yet", "algo_one");
    expect_graded(grades, "cleo", 4, "not-yet", "your file does not define replacer_init");
    expect_graded(grades, "cleo", 2, "inconclusive",
                  "cleo.c and cleo/3/algo_one.c could both be meant: expected one of them");
    expect_graded(grades, "dan", 0, "missing", "no algo_one.c was handed in for this stage");
    cr_expect_eq(json_number(cJSON_GetArrayItem(json_get(grades, "submissions"), 0), "score"), 100);
    cr_expect_eq(json_number(cJSON_GetArrayItem(json_get(grades, "submissions"), 1), "score"), 50);
    cr_expect(cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(grades, "boxed")));
    ran_expect(&ran, "Submissions: 4. Checks: 11, of which 0 are done.\n");
    ran_expect(&ran, "/work' -k 0\n");
    ran_expect(&ran, "Ignored: 2 files and folders that are nobody's submission\n");
    cr_expect_not_null(strstr(ran_errors(&ran), "11/11 "), "%s", ran_errors(&ran));
    cr_expect_not_null(strstr(ran_errors(&ran), "If a stage has two files (1), leave one."), "%s",
                       ran_errors(&ran));
    cr_expect_not_null(strstr(ran_errors(&ran), "1 of 20 results is inconclusive"), "%s",
                       ran_errors(&ran));
    cJSON_Delete(grades);
    ran_dispose(&ran);
}

static void expect_left(const char *name, const char *part)
{
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    cr_assert(file_read(in_out(name), &text, &error), "%s", error.text);
    cr_expect_not_null(memmem(text.at, text.len, part, strlen(part)), "%s: no %s", name, part);
    buffer_dispose(&text);
}

/* Whether these bytes are in any of what was left. */
static bool is_left_anywhere(const char *part)
{
    static const char *const names[] = {"results.json", "results.csv", "results.xml",
                                        "report.html"};
    bool found = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct error error;
        struct buffer text = buffer_bounded(SIZE_MAX);
        cr_assert(file_read(in_out(names[i]), &text, &error), "%s", error.text);
        found |= memmem(text.at, text.len, part, strlen(part)) != NULL;
        buffer_dispose(&text);
    }
    return found;
}

Test(grade, takes_names_of_any_bytes_for_names)
{
    static const struct {
        const char *file, *name;
    } rows[] = {{"-rf.c", "-rf"},
                {"new\nline.c", "new\\x0aline"},
                {"\033[2J\033]0;x\007.c", "\\x1b[2J\\x1b]0;x\\x07"},
                {"<script>alert(1)<\\script>.c", "<script>alert(1)<\\\\script>"},
                {"=cmd().c", "=cmd()"},
                {"\xff\xfe.c", "\\xff\\xfe"},
                {"$(touch gotcha)`touch gotcha`;touch gotcha'\".c",
                 "$(touch gotcha)`touch gotcha`;touch gotcha'\""},
                {"$in | build x: y.c", "$in | build x: y"},
                {"!0IC=VloaY.c", "!0IC=VloaY"}, /* these two have the same hash */
                {"QvXtM>@Fp%.c", "QvXtM>@Fp%"}};
    class_make();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        hand_in(rows[i].file, FAST);
    char longest[256];
    memset(longest, 'x', 255);
    strcpy(longest + 253, ".c");
    hand_in(longest, FAST);
    struct ran ran = GRADE("1");
    cJSON *grades = grades_left();
    cr_expect_eq(ran.end.code, 0, "%s", ran_errors(&ran));
    cr_expect_eq(cJSON_GetArraySize(json_get(grades, "submissions")),
                 1 + (int)(sizeof rows / sizeof *rows));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_graded(grades, rows[i].name, 0, "not-yet", "algo_one");
    cr_expect_null(strchr(ran_output(&ran), '\033'));
    cr_expect_null(strchr(ran_errors(&ran), '\033'));
    cr_expect_not(is_left_anywhere("\033"));
    cr_expect_neq(access(VERBS_ROOT "/gotcha", F_OK), 0);
    cr_expect_neq(access(in_out("work/gotcha"), F_OK), 0);
    expect_left("results.csv", "'=cmd()");
    cJSON_Delete(grades);
    ran_dispose(&ran);
}

Test(grade, judges_what_is_no_file_without_reading_it)
{
    class_make();
    scratch_write("secret.c", bytes_from_string("#error XYZZY\n"));
    cr_assert_eq(symlink("../secret.c", in_class("link.c")), 0);
    cr_assert_eq(symlink("..", in_class("folder")), 0);
    cr_assert_eq(symlink("/dev/zero", in_class("zero.c")), 0);
    cr_assert_eq(mkfifo(in_class("fifo.c"), 0644), 0);
    hand_in("empty.c", "");
    hand_in("huge.c", "x");
    cr_assert_eq(truncate(in_class("huge.c"), (off_t)1 << 40), 0);
    hand_in("ann.c", FAST);
    struct ran ran = GRADE("3");
    cJSON *grades = grades_left();
    cr_expect_eq(ran.end.code, 0, "%s", ran_errors(&ran));
    expect_graded(grades, "ann", 0, "not-yet", "algo_one");
    expect_graded(grades, "link", 0, "not-yet", "link.c is a symbolic link");
    expect_graded(grades, "folder", 0, "not-yet", "folder is a symbolic link");
    expect_graded(grades, "zero", 0, "not-yet", "zero.c is a symbolic link");
    expect_graded(grades, "fifo", 0, "not-yet", "fifo.c is not a regular file");
    expect_graded(grades, "empty", 0, "not-yet", "empty.c is empty");
    expect_graded(grades, "huge", 0, "not-yet", "huge.c is larger than 1 MiB");
    cr_expect_not(is_left_anywhere("XYZZY"));
    ran_expect(&ran, "Submissions: 7. Checks: 1, of which 0 are done.\n");
    cJSON_Delete(grades);
    ran_dispose(&ran);
}

static void set_time(const char *folder, const char *name, time_t seconds)
{
    char path[2048];
    const struct timespec times[] = {{.tv_sec = seconds}, {.tv_sec = seconds}};
    snprintf(path, sizeof path, "%s/1/%s", folder, name);
    cr_assert_eq(utimensat(AT_FDCWD, path, times, 0), 0, "%s", path);
}

/* Sets the times of each submission's file and result, of stage 1. */
static void set_times(time_t seconds)
{
    char folder[2048];
    DIR *work = opendir(in_out("work"));
    cr_assert_not_null(work);
    for (struct dirent *entry; (entry = readdir(work)) != NULL;) {
        if (strspn(entry->d_name, "0123456789abcdef") != 16)
            continue;
        snprintf(folder, sizeof folder, "%s/%s", in_out("work"), entry->d_name);
        set_time(folder, "algo_one.c", seconds);
        set_time(folder, "results/check.json", seconds);
    }
    closedir(work);
}

Test(grade, does_again_only_what_has_changed)
{
    class_make();
    hand_in("ann.c", FAST);
    hand_in("bob.c", FAST);
    hand_in("cleo.c", FAST);
    EXPECT_DONE(3, 0, "1");
    EXPECT_DONE(3, 3, "1");
    hand_in("bob.c", FAST " /* better */");
    EXPECT_DONE(3, 2, "1");
    hand_in("dan.c", FAST);
    EXPECT_DONE(4, 3, "1");
    EXPECT_DONE(4, 0, "2");
    EXPECT_DONE(20, 8, NULL);
    EXPECT_DONE(4, 4, "1");
    set_times(946684800); /* as if all of the workbook had been built since */
    EXPECT_DONE(4, 0, "1");
    EXPECT_DONE(4, 0, "--seed", "11", "1");
    EXPECT_DONE(4, 4, "1");
    EXPECT_DONE(4, 4, "--seed", "11", "1");
    EXPECT_DONE(4, 0, "--fresh", "1", "1");
    EXPECT_DONE(4, 4, "1");
}

/* A file that stopped being one has no verdict of what it was. */
Test(grade, forgets_a_result_whose_file_is_gone)
{
    class_make();
    hand_in_copy("ann.c", "solutions/1-algo-one/algo_one.c");
    hand_in("bob.c", FAST);
    EXPECT_DONE(2, 0, "1");
    cr_assert_eq(unlink(in_class("ann.c")), 0);
    cr_assert_eq(symlink("bob.c", in_class("ann.c")), 0);
    EXPECT_DONE(1, 1, "1");
    cJSON *grades = grades_left();
    expect_graded(grades, "ann", 0, "not-yet", "is a symbolic link");
    cJSON_Delete(grades);
}
