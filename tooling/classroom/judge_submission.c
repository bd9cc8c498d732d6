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

/* All five stages end before Gradescope's ten minutes are over. */
static const struct process_limits limits = {
    .cpu_seconds = 300, .wall_seconds = 115, .file_bytes = (uint64_t)256 << 20};

/* A stage's files below the folder for results. */
struct place {
    char file[PATH_SIZE];   /* the copy that is judged */
    char into[PATH_SIZE];   /* the folder in which the check writes */
    char said[PATH_SIZE];   /* what the check printed to stderr */
    char result[PATH_SIZE]; /* its result */
};

/* Makes the place, with a copy of the file that users other than us can read. */
static bool make_place(const struct judge_request *request, const struct stage *stage,
                       const char *file, struct place *place, struct error *why)
{
    const char *into = request->into;
    const char *name = stage->name;
    int len = snprintf(place->result, PATH_SIZE, "%s/%s/check/results/stage-%u.json", into, name,
                       stage->number);
    snprintf(place->file, PATH_SIZE, "%s/%s/%s", into, name, stage->contract->file);
    snprintf(place->into, PATH_SIZE, "%s/%s/check", into, name);
    snprintf(place->said, PATH_SIZE, "%s/%s/said.txt", into, name);
    if (len >= PATH_SIZE)
        return error_set(why, "the folder for results is too long a path");
    if (!folder_make(place->into, why) || !file_copy(file, place->file, why))
        return false;
    unlink(place->result); /* of an earlier check */
    return request->box != BOX_USER ||
           (chmod(request->into, 0711) == 0 && chmod(place->file, 0644) == 0) ||
           error_set(why, "the folder for results cannot be opened to users");
}

/* Runs the check of a file, and ends what it leaves behind. */
static struct process_result run_check(const struct judge_request *request,
                                       const struct stage *stage, const struct place *place)
{
    char number[16];
    struct argv words = {.count = 0};
    snprintf(number, sizeof number, "%u", stage->number);
    argv_add_all(&words, (const char *const[]){AUTOGRADE_CHECK, "--into", place->into, "--file",
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

/* The first line that the check printed to stderr; without one, how it ended. */
static void explain(const char *said_path, struct process_result end, struct error *why)
{
    struct error ignored;
    struct bytes line;
    struct buffer said = buffer_bounded(1 << 20);
    struct buffer text = buffer_bounded(SIZE_MAX);
    bool read = file_read(said_path, &said, &ignored);
    struct scan s = scan_of(said_path, read ? buffer_rest(&said) : bytes_of(NULL, 0), &ignored);
    if (scan_line(&s, &line)) {
        format_add_printable(&text, line);
        error_set(why, "%.*s", (int)text.len, (const char *)text.at);
    } else if (end.end == PROCESS_NOT_STARTED) {
        error_set(why, "the check cannot be started: %s", strerror(end.code));
    } else if (end.end == PROCESS_WALL_LIMIT || end.end == PROCESS_CPU_LIMIT) {
        error_set(why, "the check took longer than %u s", limits.wall_seconds);
    } else {
        error_set(why, "the check died (%s %d)", end.end == PROCESS_SIGNALLED ? "signal" : "status",
                  end.code);
    }
    buffer_dispose(&said);
    buffer_dispose(&text);
}

/*
 * The result of checking a file, which the caller ends with cJSON_Delete; NULL, with the reason in
 * `why`. Without a box, a file may have put anything in its result's place.
 */
static cJSON *check(const struct judge_request *request, const struct stage *stage,
                    const char *file, struct error *why)
{
    struct place place;
    cJSON *result = NULL;
    if (!make_place(request, stage, file, &place, why))
        return NULL;
    struct process_result end = run_check(request, stage, &place);
    if (!submission_owns(place.into, place.result)) {
        explain(place.said, end, why);
        return NULL;
    }
    struct buffer text = buffer_bounded((size_t)8 << 20);
    if (file_read(place.result, &text, why))
        result = result_read("the check's result", buffer_rest(&text), why);
    buffer_dispose(&text);
    return result;
}

static bool judge_stage(const struct judge_request *request, const struct stage *stage,
                        cJSON *submission)
{
    char path[SUBMISSION_PATH_SIZE];
    struct error why = {""};
    if (!submission_find(request->submission, stage, request->stage != NULL, path, &why))
        return grades_add_result(submission, stage, request->scores, NULL, GRADES_MISSING,
                                 why.text);
    cJSON *result = check(request, stage, path, &why);
    cJSON *file = cJSON_GetObjectItemCaseSensitive(result, "file");
    const char *name = path + strlen(request->submission) + 1; /* as it was handed in */
    if (process_was_interrupted() || (result != NULL && cJSON_SetValuestring(file, name) == NULL)) {
        cJSON_Delete(result);
        return false;
    }
    return grades_add_result(submission, stage, request->scores, result, RESULT_INCONCLUSIVE,
                             why.text);
}

cJSON *judge_submission(const struct judge_request *request, struct error *error)
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
