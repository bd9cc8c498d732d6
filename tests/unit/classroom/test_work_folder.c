/* What tooling/classroom/work_folder.h promises. */
#include "classroom/work_folder.h"

#include "support/scratch.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(grade_work, .timeout = 30, .init = scratch_make, .fini = scratch_remove);

static struct job job = {.name = "ann", .folder = "0f/1", .stage = course_stages};

static struct work open_work(bool fresh)
{
    struct error error;
    struct work work;
    cr_assert(work_open(&work, "out", fresh, &error), "%s", error.text);
    return work;
}

static uint64_t choose_seed(const struct work *work, bool fresh, const char *given)
{
    struct error error;
    uint64_t seed;
    cr_assert(work_choose_seed(work, fresh, given, &seed, &error), "%s", error.text);
    return seed;
}

static void put(const struct work *work, const char *content)
{
    struct error error;
    cr_assert(work_put(work, &job, bytes_from_string(content), &error), "%s", error.text);
}

static void write_text(const char *path, const char *text)
{
    scratch_write(path, bytes_from_string(text));
}

static mode_t mode_of(const char *path)
{
    struct stat info;
    cr_assert_eq(stat(path, &info), 0, "%s", path);
    return info.st_mode & 0777;
}

Test(grade_work, is_for_one_grading_at_a_time)
{
    struct error error;
    struct work second;
    struct work work = open_work(false);
    cr_expect_not(work_open(&second, "out", false, &error));
    cr_expect_str_eq(error.text, "out: another grading is running here: wait until it ends");
    work_close(&work);
    cr_expect(work_open(&second, "out", false, &error), "%s", error.text);
    work_close(&second);
}

Test(grade_work, takes_no_folder_that_is_somebody_elses)
{
    struct error error;
    struct work work;
    cr_assert_eq(mkdir("out", 0755), 0);
    cr_assert_eq(mkdir("out/work", 0755), 0);
    write_text("out/work/thesis.txt", "years");
    for (int fresh = 0; fresh < 2; fresh++) {
        cr_expect_not(work_open(&work, "out", fresh == 1, &error));
        cr_expect_str_eq(error.text, "out/work is no grading's folder: choose another with OUT=");
    }
    scratch_expect("out/work/thesis.txt", bytes_from_string("years"));
}

Test(grade_work, can_be_opened_again_wherever_it_was_killed)
{
    static const char *const left[] = {"out/work/seed", "out/work/seed.abcdef"};
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        cr_assert_eq(i == 0 ? mkdir("out", 0755) : 0, 0);
        cr_assert_eq(i == 0 ? mkdir("out/work", 0755) : 0, 0);
        write_text(left[i], "1\n");
        struct work work = open_work(false);
        work_close(&work);
        cr_assert_eq(unlink(left[i]), 0);
    }
    cr_assert_eq(rmdir("out/work"), 0);
    cr_assert_eq(mkdir("out/work", 0700), 0);
    struct work work = open_work(true);
    work_close(&work);
}

Test(grade_work, that_is_fresh_holds_nothing_but_the_seed)
{
    struct work work = open_work(false);
    uint64_t seed = choose_seed(&work, false, NULL);
    put(&work, "ann");
    work_close(&work);
    work = open_work(false);
    scratch_expect("out/work/0f/1/algo_one.c", bytes_from_string("ann"));
    cr_expect_eq(choose_seed(&work, false, NULL), seed);
    work_close(&work);
    work = open_work(true);
    cr_expect_eq(scratch_count("out/work"), 1);
    cr_expect_neq(choose_seed(&work, true, NULL), seed, "a random one");
    work_close(&work);
}

Test(grade_work, keeps_one_seed_and_keeps_it_secret)
{
    struct work work = open_work(false);
    uint64_t seed = choose_seed(&work, false, NULL);
    cr_expect_eq(mode_of("out/work"), 0700);
    cr_expect_eq(mode_of("out/work/seed"), 0600);
    cr_expect_eq(choose_seed(&work, false, NULL), seed);
    cr_expect_eq(choose_seed(&work, false, "12"), 12);
    cr_expect_eq(choose_seed(&work, false, NULL), 12);
    cr_expect_eq(choose_seed(&work, true, "18446744073709551615"), UINT64_MAX);
    cr_expect_neq(choose_seed(&work, true, NULL), UINT64_MAX);
    work_close(&work);
}

Test(grade_work, refuses_what_is_no_seed)
{
    static const struct {
        const char *given, *kept, *error;
    } rows[] = {
        {"x", NULL, "SEED=x: expected a number, as a check prints it"},
        {"-1", NULL, "SEED=-1: expected a number, as a check prints it"},
        {"1 2", NULL, "SEED=1 2: expected a number, as a check prints it"},
        {"18446744073709551616", NULL,
         "SEED=18446744073709551616: expected a number, as a check prints it"},
        {NULL, "", "out/work/seed: expected a number: FRESH=1 starts over"},
        {NULL, "x\n", "out/work/seed: expected a number: FRESH=1 starts over"},
        {NULL, "1\n2\n", "out/work/seed: expected a number: FRESH=1 starts over"},
    };
    struct work work = open_work(false);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        uint64_t seed;
        if (rows[i].kept != NULL)
            write_text("out/work/seed", rows[i].kept);
        cr_expect_not(work_choose_seed(&work, false, rows[i].given, &seed, &error));
        cr_expect_str_eq(error.text, rows[i].error);
    }
    work_close(&work);
}

/* A result is never one of another file: it goes before the file comes. */
Test(grade_work, drops_a_result_when_its_file_changes_and_only_then)
{
    struct stat before, after;
    struct work work = open_work(false);
    put(&work, "one");
    cr_assert_eq(mkdir("out/work/0f/1/results", 0755), 0);
    write_text("out/work/0f/1/results/check.json", "{}");
    cr_assert_eq(stat("out/work/0f/1/algo_one.c", &before), 0);
    put(&work, "one");
    cr_assert_eq(stat("out/work/0f/1/algo_one.c", &after), 0);
    cr_expect_eq(before.st_ino, after.st_ino, "an unchanged file is not written anew");
    cr_expect_eq(access("out/work/0f/1/results/check.json", F_OK), 0);
    put(&work, "two");
    scratch_expect("out/work/0f/1/algo_one.c", bytes_from_string("two"));
    cr_expect_eq(scratch_count("out/work/0f/1"), 1);
    work_close(&work);
}

Test(grade_work, knows_a_result_from_what_is_none)
{
    static const char *const none[] = {"", "{", "{}", "[1]", "{\"verdict\":\"pass\"}"};
    struct work work = open_work(false);
    put(&work, "one");
    cr_expect_null(work_result(&work, &job));
    cr_assert_eq(mkdir("out/work/0f/1/results", 0755), 0);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        write_text("out/work/0f/1/results/check.json", none[i]);
        cr_expect_null(work_result(&work, &job), "%s", none[i]);
    }
    work_close(&work);
}

Test(grade_work, gives_the_last_words_of_a_check)
{
    static const struct {
        const char *said, *last;
    } rows[] = {{"", ""},
                {"\n\n", ""},
                {"one", "one"},
                {"one\ntwo\n", "two"},
                {"one\n\033[2Jtwo\xff\n\n", "?[2Jtwo?"}};
    struct work work = open_work(false);
    put(&work, "one");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer text = buffer_bounded(SIZE_MAX);
        write_text("out/work/0f/1/said.txt", rows[i].said);
        work_add_last_words(&work, &job, &text);
        cr_expect(bytes_equal(buffer_rest(&text), bytes_from_string(rows[i].last)), "%s",
                  rows[i].said);
        buffer_dispose(&text);
    }
    work_close(&work);
}
