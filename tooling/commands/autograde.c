/*
 * Grades one submission on a platform, and writes what that platform reads: Gradescope's
 * results.json, or the result that GitHub Classroom's reporter takes.
 */
#include "base/files.h"
#include "base/format.h"
#include "base/scan.h"
#include "classroom/judge_submission.h"
#include "classroom/platforms.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "course/subject.h"
#include "results/result.h"
#include "results/result_drawings.h"
#include "results/write_grades.h"
#include "run/box.h"
#include "run/process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] = "usage: autograde --platform gradescope|classroom --submission FOLDER "
                            "--result FILE [--into FOLDER] [STAGE]";

struct options {
    const char *platform, *submission, *result, *into, *stage;
};

/*
 * Shows the grades in the platform's log, which Gradescope shows only to instructors; writes the
 * class's files if somebody keeps the folder, and last of all, whole, what the platform reads. The
 * exit status.
 */
static int write_all(const struct options *options, const cJSON *grades,
                     const struct scores *scores)
{
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    const cJSON *submission = cJSON_GetArrayItem(json_get(grades, "submissions"), 0);
    const cJSON *graded;
    cJSON_ArrayForEach(graded, json_get(submission, "results"))
    {
        const cJSON *result = json_get(graded, "result");
        if (result != NULL)
            result_draw_text(result, terminal_wants_colours(), &text);
        else
            format_add(&text, "Stage %s\n\n%s: %s\n", json_text(graded, "name"),
                       json_text(graded, "verdict"), json_text(graded, "why"));
        format_add(&text, "%.0f of %.0f points\n\n", json_number(graded, "score"),
                   json_number(graded, "max_score"));
    }
    int code = terminal_print(&text);
    buffer_dispose(&text);
    cJSON *written = options->into == NULL ? NULL : write_grades(options->into, grades, &error);
    if (options->into != NULL && written == NULL)
        code = terminal_trouble(error.text);
    cJSON_Delete(written);
    text = buffer_bounded(SIZE_MAX);
    bool drawn = strcmp(options->platform, "gradescope") == 0
                     ? gradescope_write(grades, scores, &text)
                     : classroom_write(grades, &text);
    bool done = drawn ? file_write(options->result, buffer_rest(&text), &error)
                      : error_out_of_memory(&error);
    buffer_dispose(&text);
    return done ? code : terminal_trouble(error.text);
}

/* Grades in the best box that this machine can make: the platform's container may forbid one. */
static int grade_into(const struct options *options, const char *into, const struct stage *stage)
{
    struct error error;
    struct scores scores;
    struct judge_request request = {.submission = options->submission,
                                    .into = into,
                                    .stage = stage,
                                    .scores = &scores,
                                    .box = BOX_WHOLE,
                                    .each_second = terminal_progress()};
    if (!scores_load(&scores, &error))
        return terminal_trouble(error.text);
    if (!box_available(&error)) {
        bool is_root = geteuid() == 0;
        request.box = is_root ? BOX_USER : BOX_NONE;
        printf("Graded without a box of our own, in the platform's%s: %s\n\n",
               is_root ? ", each program as a user of its own" : " alone", error.text);
    }
    cJSON *grades = judge_submission(&request, &error);
    if (grades == NULL)
        return terminal_trouble(error.text);
    terminal_end_progress();
    int code = write_all(options, grades, &scores);
    cJSON_Delete(grades);
    return code;
}

int main(int count, char **arguments)
{
    char folder[] = "/tmp/autograde-XXXXXX";
    struct options options;
    struct error error;
    struct subject subject = {.stage = NULL};
    const struct known_option known[] = {{"platform", .text = &options.platform},
                                         {"submission", .text = &options.submission},
                                         {"result", .text = &options.result},
                                         {"into", .text = &options.into},
                                         {0}};
    if (!options_read(count, arguments, known, usage, &options.stage, &error))
        return terminal_trouble(error.text);
    if (options.submission == NULL || options.result == NULL || options.platform == NULL ||
        (strcmp(options.platform, "gradescope") != 0 && strcmp(options.platform, "classroom") != 0))
        return terminal_trouble(usage);
    process_catch_interrupts();
    if (options.stage != NULL &&
        !subject_find(&(struct subject_request){.verb = "gradescope", .stage = options.stage},
                      &subject, &error))
        return terminal_trouble(error.text);
    if (options.into != NULL)
        return folder_make(options.into, &error) ? grade_into(&options, options.into, subject.stage)
                                                 : terminal_trouble(error.text);
    if (mkdtemp(folder) == NULL)
        return terminal_trouble("cannot make a folder in /tmp");
    int code = grade_into(&options, folder, subject.stage);
    folder_remove(folder, &error);
    return code;
}
