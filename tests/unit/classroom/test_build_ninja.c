/* What tooling/classroom/run_ninja.h promises of build.ninja. That ninja agrees: test_run_ninja.c. */
#include "classroom/run_ninja.h"

#include "base/format.h"
#include "base/scan.h"
#include "support/fail_alloc.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(grade_ninja, .timeout = 30);

static struct job list[] = {
    {.name = "a\nbuild x: y", .state = JOB_CHECKED, .folder = "0f/1"},
    {.name = "$(ann)", .state = JOB_MISSING, .folder = "1f/1"},
    {.name = "'bob", .state = JOB_CHECKED, .folder = "2f/1"},
};

static struct jobs jobs_here(void)
{
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        list[i].stage = &course_stages[0];
        list[i].pending = false;
    }
    return (struct jobs){.list = list, .count = sizeof list / sizeof *list, .stages = 1};
}

static const char *const inputs[] = {"/a b/check", "/c:$d", NULL};

Test(grade_ninja, is_told_of_the_checks_and_of_no_name)
{
    static const char boxed[] =
        "rule check\n"
        "  command = exec '/a b/$$x/check' --boxed 1 --graded 1 --cache-dir cache --label check"
        " --into $folder --file $folder/$file --seed 7 -- $stage 2>$folder/said.txt\n"
        "  description = $folder\n"
        "\n"
        "build workbook: phony /a$ b/check /c$:$$d\n"
        "build 0f/1/results/check.json: check 0f/1/algo_one.c | workbook\n"
        "  folder = 0f/1\n"
        "  file = algo_one.c\n"
        "  stage = 1\n"
        "build 2f/1/results/check.json: check 2f/1/algo_one.c | workbook\n"
        "  folder = 2f/1\n"
        "  file = algo_one.c\n"
        "  stage = 1\n";
    struct jobs jobs = jobs_here();
    struct check_command check = {"/a b/$x/check", inputs, 7, true};
    struct buffer text = buffer_bounded(SIZE_MAX);
    ninja_write(&jobs, &check, &text);
    format_add_bytes(&text, bytes_of("", 1));
    cr_expect_str_eq((const char *)text.at, boxed);
    buffer_reset(&text);
    check.boxed = false;
    ninja_write(&jobs, &check, &text);
    format_add_bytes(&text, bytes_of("", 1));
    cr_expect_null(strstr((const char *)text.at, "--boxed"));
    buffer_dispose(&text);
}

Test(grade_ninja, tells_what_is_to_be_done)
{
    static const struct {
        const char *said;
        bool pending[3];
        const char *error; /* NULL: it is read */
    } rows[] = {
        {"ninja: Entering directory `grade/work'\nninja: no work to do.\n", {0}, NULL},
        {"ninja: Entering directory `grade/work'\n2f/1\n0f/1\n", {true, false, true}, NULL},
        {"", {0}, NULL},
        {"2f/1\n", {false, false, true}, NULL},
        {"1f/1\n", {0}, "x:1: expected a job's folder, got \"1f/1\""},
        {"0f/1\n2f/11\n", {true, false, false}, "x:2: expected a job's folder, got \"2f/11\""},
        {"0f/1", {0}, "x:1: expected a job's folder, got \"0f/1\" and the end of the text"},
        {"ninja: error: no\n", {0}, "x:1: expected a job's folder, got \"ninja: error: no\""},
        {"\n", {0}, "x:1: expected a job's folder, got \"\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error;
        struct jobs jobs = jobs_here();
        bool read = ninja_read_plan("x", bytes_from_string(rows[i].said), &jobs, &error);
        cr_expect_eq(read, rows[i].error == NULL, "%s", error.text);
        cr_expect_str_eq(error.text, rows[i].error == NULL ? "" : rows[i].error);
        for (size_t job = 0; job < jobs.count; job++)
            cr_expect_eq(list[job].pending, rows[i].pending[job], "%s: %zu", rows[i].said, job);
    }
}

Test(grade_ninja, is_told_nothing_where_an_allocation_is_refused)
{
    for (size_t n = 1;; n++) {
        struct jobs jobs = jobs_here();
        struct buffer text = buffer_bounded(SIZE_MAX);
        fail_alloc_begin(n);
        ninja_write(&jobs, &(struct check_command){"check", inputs, 7, true}, &text);
        bool failed = format_failed(&text);
        buffer_dispose(&text);
        struct fail_alloc_count count = fail_alloc_end();
        cr_expect_eq(count.live, 0, "allocation %zu", n);
        cr_expect_eq(failed, count.refused == 1, "allocation %zu", n);
        if (count.refused == 0)
            break;
    }
}
