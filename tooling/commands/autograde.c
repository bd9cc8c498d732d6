/*
 * Judges one submission on somebody's platform, and writes what that platform reads:
 * Gradescope's results.json, or the result that GitHub Classroom's reporter takes.
 */
#include "base/files.h"
#include "base/format.h"
#include "base/scan.h"
#include "classroom/github_classroom.h"
#include "classroom/gradescope.h"
#include "classroom/judge_submission.h"
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

struct order {
    const char *platform, *submission, *result, *into, *stage;
};

static bool read_order(int count, char **arguments, struct order *order, struct error *error)
{
    const struct known_option known[] = {{"platform", .text = &order->platform},
                                         {"submission", .text = &order->submission},
                                         {"result", .text = &order->result},
                                         {"into", .text = &order->into},
                                         {0}};
    if (!options_read(count, arguments, known, usage, &order->stage, error))
        return false;
    return (order->submission != NULL && order->result != NULL && order->platform != NULL &&
            (strcmp(order->platform, "gradescope") == 0 ||
             strcmp(order->platform, "classroom") == 0)) ||
           error_set(error, "%s", usage);
}

/* The best box that there can be. The platform's container may forbid one, and is one itself. */
static enum box_kind best_box(void)
{
    struct error why;
    if (box_available(&why))
        return BOX_WHOLE;
    bool is_root = geteuid() == 0;
    printf("Judged without a box of our own, in the platform's%s: %s\n\n",
           is_root ? ", each program as a user of its own" : " alone", why.text);
    return is_root ? BOX_USER : BOX_NONE;
}

/* What a person finds in the platform's log: Gradescope shows it to instructors alone. */
static int show(const cJSON *grades)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    const cJSON *submissions = json_get(grades, "submissions");
    const cJSON *results = json_get(cJSON_GetArrayItem(submissions, 0), "results");
    const cJSON *stage;
    cJSON_ArrayForEach(stage, results)
    {
        const cJSON *result = json_get(stage, "result");
        if (result != NULL)
            result_draw_text(result, terminal_wants_colours(), &text);
        else
            format_add(&text, "Stage %s\n\n%s: %s\n", json_text(stage, "name"),
                       json_text(stage, "verdict"), json_text(stage, "why"));
        format_add(&text, "%.0f of %.0f points\n\n", cJSON_GetNumberValue(json_get(stage, "score")),
                   cJSON_GetNumberValue(json_get(stage, "max_score")));
    }
    int code = terminal_print(&text);
    buffer_dispose(&text);
    return code;
}

/* Writes what the platform reads: whole, and last of all. */
static bool write_result(const struct order *order, const cJSON *grades,
                         const struct scores *scores, struct error *error)
{
    struct buffer json = buffer_bounded(SIZE_MAX);
    bool drawn = strcmp(order->platform, "gradescope") == 0
                     ? gradescope_write(grades, scores, &json)
                     : classroom_write(grades, &json);
    if (!drawn)
        error_set(error, "there is not enough memory for the result");
    bool done = drawn && file_write(order->result, buffer_rest(&json), error);
    buffer_dispose(&json);
    return done;
}

/* Leaves the class's files too where somebody keeps the folder: the page, and JUnit. */
static int leave(const struct order *order, const cJSON *grades, const struct scores *scores)
{
    struct error error;
    int code = show(grades);
    cJSON *kept = order->into == NULL ? NULL : write_grades(order->into, grades, &error);
    if (order->into != NULL && kept == NULL)
        code = terminal_trouble(error.text);
    cJSON_Delete(kept);
    return write_result(order, grades, scores, &error) ? code : terminal_trouble(error.text);
}

static int judge_into(const struct order *order, const char *into, const struct stage *stage)
{
    struct error error;
    struct scores scores;
    if (!scores_load(&scores, &error))
        return terminal_trouble(error.text);
    cJSON *grades = judge(&(struct judge_request){.submission = order->submission,
                                                  .into = into,
                                                  .stage = stage,
                                                  .scores = &scores,
                                                  .box = best_box(),
                                                  .each_second = terminal_progress()},
                          &error);
    if (grades == NULL)
        return terminal_trouble(error.text);
    terminal_end_progress();
    int code = leave(order, grades, &scores);
    cJSON_Delete(grades);
    return code;
}

static int judge_order(const struct order *order, const struct stage *stage)
{
    char folder[] = "/tmp/autograde-XXXXXX";
    struct error error;
    if (order->into != NULL)
        return folder_make(order->into, &error) ? judge_into(order, order->into, stage)
                                                : terminal_trouble(error.text);
    if (mkdtemp(folder) == NULL)
        return terminal_trouble("there can be no folder in /tmp");
    int code = judge_into(order, folder, stage);
    folder_remove(folder, &error);
    return code;
}

int main(int count, char **arguments)
{
    struct order order;
    struct error error;
    struct subject subject = {.stage = NULL};
    if (!read_order(count, arguments, &order, &error))
        return terminal_trouble(error.text);
    process_catch_interrupts();
    if (order.stage != NULL &&
        !subject_find(&(struct subject_request){.verb = "gradescope", .stage = order.stage},
                      &subject, &error))
        return terminal_trouble(error.text);
    return judge_order(&order, subject.stage);
}
