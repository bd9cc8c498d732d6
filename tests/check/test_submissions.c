/* Every submission gets its verdict, at its gate: no wrong one passes, and no right one fails. */
#include "check/matrix.h"
#include "check/numbers.h"
#include "check/submitted.h"
#include "check_test_config.h" /* made by CMake: where the project is */

#include <criterion/criterion.h>
#include <criterion/hooks.h>
#include <criterion/parameterized.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>

ReportHook(PRE_ALL)(struct criterion_test_set *tests)
{
    (void)tests;
    matrix_begin();
}

ReportHook(POST_ALL)(struct criterion_global_stats *stats)
{
    (void)stats;
    matrix_draw_list();
}

static bool can_run_unboxed(size_t number)
{
    return submissions[number].kind != SUBMISSION_HOSTILE;
}

ParameterizedTestParameters(submissions, each_gets_its_verdict)
{
    return numbers_below(submission_count, can_run_unboxed);
}

ParameterizedTest(size_t *number, submissions, each_gets_its_verdict, .timeout = 300)
{
    struct checked checked = check_file(submissions[*number].stage, submissions[*number].file);
    submitted_expect(*number, &checked);
    checked_dispose(&checked);
}

static bool is_in_table(const char *file)
{
    bool found = false;
    for (size_t i = 0; i < submission_count && !found; i++)
        found = strcmp(submissions[i].file, file) == 0;
    return found;
}

static void expect_rows(const char *folder)
{
    char path[512];
    snprintf(path, sizeof path, CHECK_ROOT "/%s", folder);
    DIR *files = opendir(path);
    cr_assert_not_null(files);
    for (struct dirent *entry; (entry = readdir(files)) != NULL;) {
        size_t len = strlen(entry->d_name);
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (len > 2 && strcmp(entry->d_name + len - 2, ".c") == 0 &&
            strcmp(entry->d_name, "table.c") != 0)
            cr_expect(is_in_table(path), "%s has no row in tests/submissions/table.c", path);
    }
    closedir(files);
}

Test(submissions, each_file_has_a_row)
{
    expect_rows("tests/submissions");
    expect_rows("tests/submissions/hostile");
}

static size_t count_of(enum submission_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < submission_count; i++)
        count += submissions[i].kind == kind;
    return count;
}

Test(submissions, there_are_many_of_each_kind)
{
    cr_expect_geq(submission_count, 150);
    cr_expect_geq(count_of(SUBMISSION_WRONG), 60);
    cr_expect_geq(count_of(SUBMISSION_EVASIVE), 50);
    cr_expect_geq(count_of(SUBMISSION_HOSTILE), 25);
    cr_expect_geq(count_of(SUBMISSION_RIGHT), 25);
}
