/* Points with real results: what a stage starts with gets none, and its solution all. */
#include "results/scores.h"

#include "base/files.h"
#include "base/scan.h"
#include "course/course.h"
#include "results/result.h"
#include "verbs/running.h"
#include "verbs_config.h" /* made by CMake: where the project is */

#include <criterion/criterion.h>
#include <stdio.h>

TestSuite(scores, .timeout = 600);

static struct buffer read_text(const char *path)
{
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    cr_assert(file_read(path, &text, &error), "%s", error.text);
    return text;
}

static struct scores read_scores(void)
{
    struct error error;
    struct scores scores;
    struct buffer text = read_text(VERBS_ROOT "/" SCORES_FILE);
    cr_assert(scores_read(SCORES_FILE, buffer_rest(&text), &scores, &error), "%s", error.text);
    buffer_dispose(&text);
    return scores;
}

/* What a check of the file says; the caller's. */
static cJSON *check(const struct stage *stage, const char *file)
{
    char number[16];
    char path[RUNNING_PATH_SIZE + 64];
    struct error error;
    snprintf(number, sizeof number, "%u", stage->number);
    struct ran ran = run_verb("check", (const char *const[]){"--file", file, number, NULL}, NULL);
    snprintf(path, sizeof path, "%s/results/stage-%u.json", ran.folder, stage->number);
    struct buffer text = read_text(path);
    cJSON *result = result_read(path, buffer_rest(&text), &error);
    cr_assert_not_null(result, "%s", error.text);
    buffer_dispose(&text);
    ran_dispose(&ran);
    return result;
}

static void expect_points(const struct stage *stage, const char *file, unsigned points)
{
    struct scores scores = read_scores();
    cJSON *result = check(stage, file);
    cr_expect_eq(scores_of(&scores, result), points, "%s as %s: %u, not %u points", file,
                 stage->name, scores_of(&scores, result), points);
    cJSON_Delete(result);
}

Test(scores, are_none_for_what_a_stage_starts_with_and_all_for_its_solution)
{
    struct scores scores = read_scores();
    for (size_t i = 0; i < course_stage_count; i++) {
        char file[COURSE_PATH_SIZE];
        course_start_file(&course_stages[i], file);
        expect_points(&course_stages[i], file, 0);
        course_solution_file(&course_stages[i], file);
        expect_points(&course_stages[i], file, scores_most(&scores, course_stages[i].name));
    }
}

/* A short cut is no way to points: it passes heap and cpu, and gives wrong answers. */
Test(scores, are_none_for_wrong_answers_without_memory)
{
    expect_points(course_last(&contract_algo_one), "solutions/algo-two/algo_one.c", 0);
}
