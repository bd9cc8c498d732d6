/* What tooling/classroom/jobs.h and tooling/classroom/student_name.h promise. */
#include "classroom/jobs.h"

#include "base/format.h"
#include "support/fail_alloc.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(grade_jobs, .timeout = 30);

static void expect_text(const char *name, const char *expected)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    name_add_text(&text, name);
    format_add_bytes(&text, bytes_of("", 1));
    cr_expect_str_eq((const char *)text.at, expected);
    buffer_dispose(&text);
}

Test(grade_jobs, show_names_as_text_that_does_no_harm)
{
    static const struct {
        const char *name, *text;
    } rows[] = {
        {"ann", "ann"},
        {"Zo\xc3\xab \xe4\xb8\xad", "Zo\xc3\xab \xe4\xb8\xad"},
        {"<script>", "<script>"},
        {"=cmd()", "=cmd()"},
        {"a\nb\t\033[2J\177", "a\\x0ab\\x09\\x1b[2J\\x7f"},
        {"a\\nb", "a\\\\nb"},
        {"\\x1b", "\\\\x1b"},
        {"\xff\xc3", "\\xff\\xc3"},
        {"\xc2\x9b", "\\u009b"},
        {"\xe2\x80\xae", "\\u202e"},
        {"\xed\xa0\x80", "\\xed\\xa0\\x80"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_text(rows[i].name, rows[i].text);
}

/* Real names of one hash: found by others, see the page that student_name.h names. */
static struct submitted class[] = {
    {.name = "!0IC=VloaY", .path = "!0IC=VloaY.c"},
    {.name = "QvXtM>@Fp%", .path = "QvXtM>@Fp%.c"},
    {.name = "\nann", .path = NULL},
    {.name = "\nann", .path = "\nann.c"},
    {.name = "\nann", .path = "\nann/algo_one.c"},
    {.name = "bob", .path = NULL},
};
static const struct submissions submissions = {.list = class,
                                               .count = sizeof class / sizeof *class};

Test(grade_jobs, are_one_for_each_submission_and_stage)
{
    static const struct {
        const char *folder;
        enum job_state state;
        const char *why;
    } rows[] = {
        {"0000000000000000/2", JOB_CHECKED, NULL},
        {"0000000000000000/3", JOB_CHECKED, NULL},
        {"0000000000000000-1/2", JOB_CHECKED, NULL},
        {"0000000000000000-1/3", JOB_CHECKED, NULL},
        {NULL, JOB_UNCLEAR,
         "\\x0aann.c and \\x0aann/algo_one.c could both be meant: expected one of them"},
        {NULL, JOB_UNCLEAR,
         "\\x0aann.c and \\x0aann/algo_one.c could both be meant: expected one of them"},
        {NULL, JOB_MISSING, "no algo_one.c was handed in for this stage"},
        {NULL, JOB_MISSING, "no algo_one.c was handed in for this stage"},
    };
    struct jobs jobs;
    cr_assert(jobs_plan(&submissions, &course_stages[1], 2, &jobs));
    cr_assert_eq(jobs.count, sizeof rows / sizeof *rows);
    for (size_t i = 0; i < jobs.count; i++) {
        const struct job *job = &jobs.list[i];
        cr_expect_eq(job->stage, &course_stages[1 + i % 2]);
        cr_expect_eq(job->state, rows[i].state, "%zu", i);
        cr_expect(rows[i].folder == NULL || strcmp(job->folder, rows[i].folder) == 0, "%s",
                  job->folder);
        cr_expect_eq(strspn(job->folder, "0123456789abcdef-/"), strlen(job->folder));
        cr_assert_eq(job->why == NULL, rows[i].why == NULL);
        if (rows[i].why != NULL)
            cr_expect_str_eq(job->why, rows[i].why);
    }
    jobs_dispose(&jobs);
}

Test(grade_jobs, are_refused_with_the_name_of_their_file)
{
    struct jobs jobs;
    cr_assert(jobs_plan(&submissions, course_stages, 1, &jobs));
    cr_assert(job_refuse(&jobs.list[0], "is empty"));
    cr_expect_eq(jobs.list[0].state, JOB_REFUSED);
    cr_expect_str_eq(jobs.list[0].why, "!0IC=VloaY.c is empty");
    jobs_dispose(&jobs);
}

Test(grade_jobs, whichever_allocation_is_refused_leave_nothing_behind)
{
    for (size_t n = 1;; n++) {
        struct jobs jobs;
        fail_alloc_begin(n);
        bool planned = jobs_plan(&submissions, course_stages, 2, &jobs);
        bool refused = planned && job_refuse(&jobs.list[0], "is empty");
        jobs_dispose(&jobs);
        struct fail_alloc_count count = fail_alloc_end();
        cr_expect_eq(count.live, 0, "allocation %zu", n);
        cr_expect_eq(refused, count.refused == 0, "allocation %zu", n);
        if (count.refused == 0)
            break;
    }
}
