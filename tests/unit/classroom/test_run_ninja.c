/* What tooling/classroom/run_ninja.h promises, with ninja itself and a made-up check. */
#include "classroom/run_ninja.h"

#include "support/scratch.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void make_scratch(void)
{
    scratch_make();
    unsetenv("BXFI_MAP"); /* Criterion's */
}

TestSuite(grade_engine, .timeout = 60, .init = make_scratch, .fini = scratch_remove);

/* Among its words is --into FOLDER. It runs in the work folder. */
#define GIVES_RESULT                                                                               \
    "#!/bin/sh\nwhile [ \"$1\" != --into ]; do shift; done\n"                                      \
    "mkdir -p \"$2/results\" && echo '{}' >\"$2/results/check.json\"\n"
#define GIVES_NONE "#!/bin/sh\necho no space >&2; exit 2\n"

static struct submitted class[] = {{.name = "ann", .path = "ann.c"},
                                   {.name = "bob", .path = "bob.c"}};
static const struct submissions submissions = {.list = class, .count = 2};

static struct work work;
static struct jobs jobs;
static struct ninja_request request;
static const char *inputs[] = {NULL, NULL};

static void ignore(const char *command)
{
    (void)command;
}

static void write_check(const char *script)
{
    scratch_write("check", bytes_from_string(script));
    cr_assert_eq(chmod("check", 0755), 0);
}

static void make_engine(void)
{
    static char check[64];
    struct error error;
    snprintf(check, sizeof check, "%s/check", scratch_folder());
    inputs[0] = check;
    cr_assert(work_open(&work, "out", false, &error), "%s", error.text);
    cr_assert(jobs_plan(&submissions, course_stages, 1, &jobs));
    for (size_t i = 0; i < jobs.count; i++)
        cr_assert(work_put(&work, &jobs.list[i], bytes_from_string("x"), &error), "%s", error.text);
    request = (struct ninja_request){
        .work = &work, .jobs = &jobs, .check = {check, inputs, 7, true}, .show = ignore};
}

static void end_engine(void)
{
    jobs_dispose(&jobs);
    work_close(&work);
}

/* Plans anew: how many checks are to be done. */
static size_t plan(void)
{
    struct error error;
    size_t count = 0;
    for (size_t i = 0; i < jobs.count; i++)
        jobs.list[i].pending = false;
    cr_assert(ninja_plan(&request, &error), "%s", error.text);
    for (size_t i = 0; i < jobs.count; i++)
        count += jobs.list[i].pending;
    return count;
}

static void run(void)
{
    struct error error;
    cr_assert(ninja_run(&request, &error), "%s", error.text);
}

static size_t count_results(void)
{
    size_t count = 0;
    for (size_t i = 0; i < jobs.count; i++) {
        char path[WORK_PATH_SIZE];
        work_path(&work, jobs.list[i].folder, WORK_RESULT, path);
        count += access(path, F_OK) == 0;
    }
    return count;
}

Test(grade_engine, does_what_is_out_of_date)
{
    struct error error;
    write_check(GIVES_RESULT);
    make_engine();
    cr_expect_eq(plan(), 2);
    run();
    cr_expect_eq(count_results(), 2);
    cr_expect_eq(plan(), 0);
    cr_assert(work_put(&work, &jobs.list[1], bytes_from_string("better"), &error), "%s",
              error.text);
    cr_expect_eq(plan(), 1);
    cr_expect(jobs.list[1].pending);
    run();
    cr_expect_eq(plan(), 0);
    request.check.seed = 8;
    cr_expect_eq(plan(), 2);
    run();
    request.check.boxed = false;
    cr_expect_eq(plan(), 2);
    end_engine();
}

/* A result is never one of an older workbook, though the new one should not come to any. */
Test(grade_engine, forgets_results_that_it_is_to_make_anew)
{
    write_check(GIVES_RESULT);
    make_engine();
    cr_expect_eq(plan(), 2);
    run();
    write_check(GIVES_NONE);
    cr_expect_eq(plan(), 2);
    cr_expect_eq(count_results(), 0);
    run();
    cr_expect_eq(count_results(), 0);
    cr_expect_eq(plan(), 2, "what came to no result is tried again");
    end_engine();
}

Test(grade_engine, says_in_one_line_what_ninja_complains_of)
{
    static const char missing[] = "ninja: error: '";
    struct error error = {0};
    make_engine(); /* there is no check */
    cr_expect_not(ninja_plan(&request, &error));
    cr_expect_eq(strncmp(error.text, missing, strlen(missing)), 0, "%s", error.text);
    cr_expect_null(strchr(error.text, '\n'));
    end_engine();
}
