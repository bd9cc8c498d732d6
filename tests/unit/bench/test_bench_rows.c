/* What tooling/bench/bench_rows.h promises. */
#include "bench/bench_rows.h"

#include "base/files.h"
#include "support/scratch.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* A course to write in: each of its files says its path after a first line. */
static void write_file(const char *path, const char *first, const char *code)
{
    char text[COURSE_PATH_SIZE + 64];
    char folder[COURSE_PATH_SIZE];
    struct error error;
    snprintf(folder, sizeof folder, "%s", path);
    *strrchr(folder, '/') = '\0';
    cr_assert(folder_make(folder, &error), "%s", error.text);
    snprintf(text, sizeof text, "/* %s */\n%s\n", first, code);
    scratch_write(path, bytes_from_string(text));
}

static void make_course(void)
{
    scratch_make();
    for (size_t i = 0; i < course_stage_count; i++) {
        char own[COURSE_PATH_SIZE];
        char start[COURSE_PATH_SIZE];
        course_own_file(&course_stages[i], own);
        course_start_file(&course_stages[i], start);
        write_file(own, start, start);
        write_file(start, start, start);
    }
}

TestSuite(bench_rows, .timeout = 30, .init = make_course, .fini = scratch_remove);

static struct rows rows; /* large */

static void expect_rows(const char *stage, const char *file, const char *names)
{
    struct error error;
    char got[512] = "";
    const struct stage *of = stage == NULL ? NULL : course_find(stage);
    cr_assert(rows_make(of, file, &rows, &error), "%s", error.text);
    for (size_t i = 0; i < rows.count; i++) {
        strcat(got, i == 0 ? "" : ", ");
        strcat(got, rows.list[i].name);
    }
    cr_expect_str_eq(got, names);
}

Test(bench_rows, leaves_out_files_that_nobody_has_touched)
{
    expect_rows(NULL, NULL,
                "start 1, solution 1, solution 2, solution 3, solution 4, solution 5, "
                "algo_two");
    expect_rows("1", NULL, "start 1, solution 1");
    expect_rows("3", NULL, "start 1, start 3, solution 3");
    cr_expect_str_eq(rows.list[1].subject.file, "solutions/2-remove-interface-call/algo_one.c");
    cr_expect_eq(rows.list[1].subject.stage->number, 3);
}

Test(bench_rows, has_the_learners_file_where_its_code_is_another)
{
    char own[COURSE_PATH_SIZE];
    course_own_file(course_find("2"), own);
    write_file(own, "as before", "new code");
    expect_rows(NULL, NULL,
                "start 1, solution 1, yours 2, solution 2, solution 3, solution 4, solution 5, "
                "algo_two");
    expect_rows("2", NULL, "start 1, start 2, yours 2, solution 2");
    cr_expect_str_eq(rows.list[2].subject.file, own);
    remove(own);
    expect_rows("2", NULL, "start 1, start 2, yours 2, solution 2");
}

Test(bench_rows, has_a_file_in_place_of_the_learners)
{
    expect_rows("2", "a/b.c", "start 1, start 2, FILE, solution 2");
    cr_expect_str_eq(rows.list[2].subject.file, "a/b.c");
    cr_expect(rows.list[2].asked_for);
}

Test(bench_rows, asks_for_the_first_row_and_for_one_stages_rows)
{
    expect_rows(NULL, NULL,
                "start 1, solution 1, solution 2, solution 3, solution 4, solution 5, "
                "algo_two");
    cr_expect(rows.list[0].asked_for && !rows.list[1].asked_for);
}

Test(bench_rows, refuses_a_path_that_is_too_long)
{
    static char path[SUBJECT_PATH_SIZE + 1];
    struct error error;
    memset(path, 'x', SUBJECT_PATH_SIZE);
    cr_expect_not(rows_make(course_stages, path, &rows, &error));
    cr_expect_str_eq(error.text, "FILE is too long a path");
}
