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
 * Checks a file, and ends what the check leaves running. Its result, which the caller ends with
 * cJSON_Delete; NULL, with the reason in `why`.
 */
static cJSON *check(const struct judge_request *request, const struct stage *stage,
                    const char *file, struct error *why)
{
    const char *box = request->box == BOX_WHOLE ? "--boxed" : "--users";
    char number[16];
    struct place place;
    struct argv words = {.count = 0};
    cJSON *result = NULL;
    if (!make_place(request, stage, file, &place, why))
        return NULL;
    snprintf(number, sizeof number, "%u", stage->number);
    argv_add_all(&words, (const char *const[]){AUTOGRADE_CHECK, "--into", place.into, "--file",
                                               place.file, NULL});
    if (request->box != BOX_NONE)
        argv_add_all(&words, (const char *const[]){box, "1", NULL});
    argv_add_all(&words, (const char *const[]){"--", number, NULL});
    struct process_result end =
        guard_run(&(struct process_request){.arguments = words.list,
                                            .errors = place.said,
                                            .limits = limits,
                                            .each_second = request->each_second});
    /* Without a box, a file may have put anything in its result's place. */
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

cJSON *judge_submission(const struct judge_request *request, struct error *error)
{
    const char *folder = request->submission;
    const struct stage *stages = request->stage == NULL ? course_stages : request->stage;
    size_t count = request->stage == NULL ? course_stage_count : 1;
    cJSON *grades = grades_new(stages, count, request->scores, request->box == BOX_WHOLE);
    cJSON *submission = grades_add_submission(grades, "submission");
    bool done = submission != NULL;
    for (size_t i = 0; done && i < count; i++) {
        char path[SUBMISSION_PATH_SIZE];
        struct error why = {""};
        bool found = submission_find(folder, &stages[i], request->stage != NULL, path, &why);
        cJSON *result = found ? check(request, &stages[i], path, &why) : NULL;
        if (result != NULL) { /* it names the file as it was handed in */
            cJSON *file = cJSON_GetObjectItemCaseSensitive(result, "file");
            done = cJSON_SetValuestring(file, path + strlen(folder) + 1) != NULL;
        }
        if (done && !process_was_interrupted())
            done = grades_add_result(submission, &stages[i], request->scores, result,
                                     found ? RESULT_INCONCLUSIVE : GRADES_MISSING, why.text);
        else
            cJSON_Delete(result);
        done = done && !process_was_interrupted();
    }
    if (done)
        return grades;
    cJSON_Delete(grades);
    if (process_was_interrupted())
        error_set(error, "interrupted");
    else
        error_out_of_memory(error);
    return NULL;
}
