/* What tooling/classroom/collect_grades.h, grading_progress.h and results/write_grades.h promise. */
#include "classroom/collect_grades.h"

#include "base/files.h"
#include "base/format.h"
#include "classroom/grading_progress.h"
#include "results/grades.h"
#include "results/write_grades.h"
#include "support/scratch.h"
#include "unit/fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

TestSuite(grade_collect, .timeout = 30, .init = scratch_make, .fini = scratch_remove);

static struct submitted class[] = {
    {.name = "ann", .path = "ann.c"}, {.name = "bob", .path = "bob.c"},
    {.name = "cleo", .path = NULL},   {.name = "dan\n", .path = "dan.c"},
    {.name = "eve", .path = "eve.c"},
};
static const struct submissions submissions = {.list = class,
                                               .count = sizeof class / sizeof *class};

static struct work work;
static struct jobs jobs;
static struct scores scores;

static void write_in(const struct job *job, const char *file, struct bytes content)
{
    char path[WORK_PATH_SIZE];
    struct error error;
    work_path(&work, job->folder, file, path);
    char *slash = strrchr(path, '/');
    *slash = '\0';
    cr_assert(folder_make(path, &error), "%s", error.text);
    *slash = '/';
    scratch_write(path, content);
}

/* Leaves a result as a check does, in which all gates have the verdict. */
static void write_result(const struct job *job, const struct stage *stage, const char *verdict)
{
    struct buffer json = buffer_bounded(SIZE_MAX);
    cJSON *result = result_new(stage, "algo_one.c");
    for (size_t i = 0; result_gates[i] != NULL; i++) {
        cJSON *gate = cJSON_CreateObject();
        cJSON_AddStringToObject(gate, "name", result_gates[i]);
        cJSON_AddStringToObject(gate, "verdict", verdict);
        cJSON_AddStringToObject(gate, "message", "as it is");
        cr_assert(result_add_gate(result, gate));
        cJSON_Delete(gate);
    }
    cJSON_AddObjectToObject(result, "provenance");
    cr_assert(result_settle(result) && json_write(result, &json));
    write_in(job, WORK_RESULT, buffer_rest(&json));
    cJSON_Delete(result);
    buffer_dispose(&json);
}

/* A class of one stage, of which ann has a result. */
static void make_grading(void)
{
    struct error error;
    struct bytes text = fixture_load("../../../" SCORES_FILE);
    cr_assert(scores_read(SCORES_FILE, text, &scores, &error), "%s", error.text);
    fixture_dispose(text);
    cr_assert(work_open(&work, "out", false, &error), "%s", error.text);
    cr_assert(jobs_plan(&submissions, course_stages, 1, &jobs));
    write_result(&jobs.list[0], &course_stages[0], RESULT_PASS);
    jobs.list[1].pending = true;
    cr_assert(job_refuse(&jobs.list[3], "is empty"));
}

static void end_grading(void)
{
    jobs_dispose(&jobs);
    work_close(&work);
}

static cJSON *collect(void)
{
    cJSON *grades = collect_grades(&work, &jobs, &scores, true);
    cr_assert_not_null(grades);
    return grades;
}

static void expect_one(const cJSON *grades, int at, const char *name, const char *verdict,
                       unsigned score, const char *why)
{
    const cJSON *submission = cJSON_GetArrayItem(json_get(grades, "submissions"), at);
    const cJSON *graded = cJSON_GetArrayItem(json_get(submission, "results"), 0);
    cr_expect_str_eq(json_text(submission, "name"), name);
    cr_expect_eq(json_number(submission, "score"), score, "%s", name);
    cr_expect_str_eq(json_text(graded, "verdict"), verdict, "%s", name);
    cr_expect_str_eq(json_text(graded, "why"), why, "%s", name);
    cr_expect_eq(cJSON_HasObjectItem(graded, "result"), *why == '\0', "%s", name);
}

Test(grade_collect, tells_a_fault_of_ours_from_one_of_theirs)
{
    make_grading();
    write_in(&jobs.list[1], "said.txt", bytes_from_string("cannot write x: No space left\n"));
    write_result(&jobs.list[4], &course_stages[1], RESULT_PASS); /* of another stage */
    cJSON *grades = collect();
    expect_one(grades, 0, "ann", "pass", 25, "");
    expect_one(grades, 1, "bob", "inconclusive", 0,
               "the check gave no result: cannot write x: No space left");
    expect_one(grades, 2, "cleo", "missing", 0, "no algo_one.c was handed in for this stage");
    expect_one(grades, 3, "dan\\x0a", "not-yet", 0, "");
    expect_one(grades, 4, "eve", "inconclusive", 0, "the check gave no result");
    cr_expect_eq(grades_count(grades, RESULT_INCONCLUSIVE), 2);
    cJSON_Delete(grades);
    end_grading();
}

Test(grade_collect, leaves_grades_that_can_be_read_and_what_is_drawn_from_them)
{
    static const char *const names[] = {"out/results.csv", "out/results.xml", "out/report.html"};
    struct error error;
    make_grading();
    cJSON *grades = collect();
    cJSON *kept = write_grades("out", grades, &error);
    cr_assert_not_null(kept, "%s", error.text);
    cr_expect(cJSON_Compare(grades, kept, true));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct buffer text = buffer_bounded(SIZE_MAX);
        cr_assert(file_read(names[i], &text, &error), "%s", error.text);
        cr_expect_not_null(memmem(text.at, text.len, "ann", 3), "%s", names[i]);
        buffer_dispose(&text);
    }
    cr_expect_null(write_grades("nowhere", grades, &error));
    cr_expect_str_eq(error.text, "cannot write nowhere/results.json: No such file or directory");
    cJSON_Delete(grades);
    cJSON_Delete(kept);
    end_grading();
}

Test(grade_collect, sees_results_appear_once)
{
    struct buffer news = buffer_bounded(SIZE_MAX);
    make_grading();
    jobs.list[4].pending = true;
    struct grading_progress progress = grading_progress_start(&work, &jobs);
    cr_expect_eq(progress.total, 3);
    cr_expect_eq(progress.done, 1);
    cr_expect_eq(progress.before, 1);
    write_result(&jobs.list[4], &course_stages[0], RESULT_NOT_YET);
    grading_progress_update(&progress, &work, &jobs, 3, &news);
    grading_progress_update(&progress, &work, &jobs, 4, &news);
    format_add_bytes(&news, bytes_of("", 1));
    cr_expect_str_eq((const char *)news.at, "2/3 eve 1-algo-one: not-yet\n");
    cr_expect_eq(progress.not_yet, 1);
    cr_expect_eq(progress.seconds, 4);
    buffer_dispose(&news);
    end_grading();
}
