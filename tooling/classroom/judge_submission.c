#include "classroom/judge_submission.h"

#include "autograde_config.h" /* made by CMake: where the check is */
#include "base/files.h"
#include "base/format.h"
#include "base/scan.h"
#include "classroom/submission.h"
#include "results/grades.h"
#include "results/result.h"
#include "run/argv.h"
#include "run/guard.h"
#include "run/process.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = SUBMISSION_PATH_SIZE };

/* All five stages come to an end before Gradescope's ten minutes are over. */
static const struct process_limits limits = {
    .cpu_seconds = 300, .wall_seconds = 115, .file_bytes = (uint64_t)256 << 20};

static bool refuse(struct error *why, const char *what)
{
    return error_set(why, "%.400s", what);
}

/* A stage's place below the folder for results. */
struct place {
    char file[PATH_SIZE];   /* the copy that is judged */
    char left[PATH_SIZE];   /* the folder for what the check leaves */
    char said[PATH_SIZE];   /* what it complained about */
    char result[PATH_SIZE]; /* its result */
};

static bool find_place(const struct judge_request *request, const struct stage *stage,
                       struct place *place)
{
    const char *into = request->into;
    const char *name = stage->name;
    int len = snprintf(place->result, PATH_SIZE, "%s/%s/check/results/stage-%u.json", into, name,
                       stage->number);
    snprintf(place->file, PATH_SIZE, "%s/%s/%s", into, name, stage->contract->file);
    snprintf(place->left, PATH_SIZE, "%s/%s/check", into, name);
    snprintf(place->said, PATH_SIZE, "%s/%s/said.txt", into, name);
    return len < PATH_SIZE;
}

/* Makes the place, with a copy of the file, which users of their own can read. */
static bool make_place(const struct judge_request *request, const struct place *place,
                       const char *file, struct error *why)
{
    struct error error;
    if (!folder_make(place->left, &error) || !file_copy(file, place->file, &error))
        return refuse(why, error.text);
    unlink(place->result); /* that of the time before */
    return request->box != BOX_USER ||
           (chmod(request->into, 0711) == 0 && chmod(place->file, 0644) == 0) ||
           refuse(why, "the folder for results cannot be opened to users");
}

static bool refuse_end(struct process_result end, struct error *why)
{
    if (end.end == PROCESS_NOT_STARTED)
        error_set(why, "the check cannot be started: %s", strerror(end.code));
    else if (end.end == PROCESS_WALL_LIMIT || end.end == PROCESS_CPU_LIMIT)
        error_set(why, "the check took longer than %u s", limits.wall_seconds);
    else
        error_set(why, "the check died (%s %d)", end.end == PROCESS_SIGNALLED ? "signal" : "status",
                  end.code);
    return false;
}

/* The first line of what the check complained about; where there is none, how it ended. */
static bool refuse_as_said(const char *errors, struct process_result end, struct error *why)
{
    struct error error;
    struct bytes line;
    struct buffer said = buffer_bounded(1 << 20);
    struct buffer text = buffer_bounded(SIZE_MAX);
    struct scan s = scan_of(errors, (struct bytes){0}, &error);
    if (file_read(errors, &said, &(struct error){0}))
        s = scan_of(errors, buffer_rest(&said), &error);
    bool found = scan_line(&s, &line);
    if (found) {
        format_add_printable(&text, line);
        error_set(why, "%.*s", (int)text.len, (const char *)text.at);
    }
    buffer_dispose(&said);
    buffer_dispose(&text);
    return found ? false : refuse_end(end, why);
}

/* Runs the check of a file, and ends what it leaves behind. */
static struct process_result run_check(const struct judge_request *request,
                                       const struct stage *stage, const struct place *place)
{
    char number[16];
    struct argv words = {.count = 0};
    snprintf(number, sizeof number, "%u", stage->number);
    argv_add_all(&words, (const char *const[]){AUTOGRADE_CHECK, "--into", place->left, "--file",
                                               place->file, NULL});
    if (request->box != BOX_NONE)
        argv_add_all(&words, (const char *const[]){
                                 request->box == BOX_WHOLE ? "--boxed" : "--users", "1", NULL});
    argv_add_all(&words, (const char *const[]){"--", number, NULL});
    return guard_run(&(struct process_request){.arguments = words.list,
                                               .errors = place->said,
                                               .limits = limits,
                                               .each_second = request->each_second});
}

/* The result that the check left, which the caller ends; NULL, and why, where it is none. */
static cJSON *read_result(const struct place *place, struct error *why)
{
    struct error error;
    struct buffer text = buffer_bounded((size_t)8 << 20);
    cJSON *result = NULL;
    if (file_read(place->result, &text, &error))
        result = result_read("the check's result", buffer_rest(&text), &error);
    buffer_dispose(&text);
    if (result == NULL)
        refuse(why, error.text);
    return result;
}

/* Judged without a box, a file may have put anything in its result's place. */
static cJSON *check(const struct judge_request *request, const struct stage *stage,
                    const char *file, struct error *why)
{
    struct place place;
    if (!find_place(request, stage, &place)) {
        refuse(why, "the folder for results is too long a path");
        return NULL;
    }
    if (!make_place(request, &place, file, why))
        return NULL;
    struct process_result end = run_check(request, stage, &place);
    if (submission_owns(place.left, place.result))
        return read_result(&place, why);
    refuse_as_said(place.said, end, why);
    return NULL;
}

/* The result speaks of the file by the name that it was handed in with. */
static bool rename_file(cJSON *result, const char *name)
{
    cJSON *file = cJSON_GetObjectItemCaseSensitive(result, "file");
    return result == NULL || cJSON_SetValuestring(file, name) != NULL;
}

static bool judge_stage(const struct judge_request *request, const struct stage *stage,
                        cJSON *submission)
{
    char path[SUBMISSION_PATH_SIZE];
    struct error why;
    if (!submission_find(request->submission, stage, request->stage != NULL, path, &why))
        return grades_add_result(submission, stage, request->scores, NULL, GRADES_MISSING,
                                 why.text);
    cJSON *result = check(request, stage, path, &why);
    if (process_was_interrupted() || !rename_file(result, path + strlen(request->submission) + 1)) {
        cJSON_Delete(result);
        return false;
    }
    return grades_add_result(submission, stage, request->scores, result, RESULT_INCONCLUSIVE,
                             why.text);
}

cJSON *judge(const struct judge_request *request, struct error *error)
{
    const struct stage *stages = request->stage == NULL ? course_stages : request->stage;
    size_t count = request->stage == NULL ? course_stage_count : 1;
    cJSON *grades = grades_new(stages, count, request->scores, request->box == BOX_WHOLE);
    cJSON *submission = grades_add_submission(grades, "submission");
    bool done = submission != NULL;
    for (size_t i = 0; done && i < count; i++)
        done = judge_stage(request, &stages[i], submission);
    if (done)
        return grades;
    error_set(error, "%s",
              process_was_interrupted() ? "interrupted" : "there is not enough memory to judge");
    cJSON_Delete(grades);
    return NULL;
}
