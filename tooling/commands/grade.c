/*
 * make grade: checks every submission of a folder, each in a box, and leaves the class's grades.
 */
#include "base/files.h"
#include "base/format.h"
#include "classroom/collect.h"
#include "classroom/engine.h"
#include "classroom/grade_folder.h"
#include "classroom/job_watch.h"
#include "classroom/seed.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "results/grades.h"
#include "results/grades_drawings.h"
#include "results/write_grades.h"
#include "run/box.h"
#include "run/process.h"

#include <stdio.h>
#include <stdlib.h>

static const char usage[] =
    "usage: grade --dir FOLDER [--into FOLDER] [--fresh 1] [--unboxed 1] [--seed N] [STAGE]";

/* What is asked for. */
struct order {
    const char *dir, *into, *seed;
    const struct stage *stages;
    size_t stage_count;
    bool fresh, unboxed;
};

/* What a grading holds. */
struct grading {
    const struct order *order;
    struct submissions submissions;
    struct work work;
    struct jobs jobs;
    struct scores scores;
};

static struct watch watch; /* for each_second, which is given nothing else */

static bool find_stages(const char *text, struct order *order, struct error *error)
{
    order->stages = text == NULL ? course_stages : course_find(text);
    order->stage_count = text == NULL ? course_stage_count : 1;
    if (order->stages != NULL)
        return true;
    return error_set(
        error,
        "There is no stage \"%.80s\": expected a number from %u to %u, or none for all stages,"
        " as in: make grade %u DIR=submissions",
        text, course_stages[0].number, course_stages[course_stage_count - 1].number,
        course_stages[0].number);
}

/* Whether strangers' programs can be kept in, or are let loose on purpose. */
static bool can_be_run(const struct order *order, struct error *error)
{
    struct error why;
    if (order->unboxed)
        fprintf(stderr,
                "UNBOXED=1: the submissions run without a box, with all that you may do: they"
                " can read and remove your files\n");
    if (order->unboxed || box_available(&why))
        return true;
    return error_set(
        error,
        "%s. Nothing was graded; UNBOXED=1 would run the submissions without a box, with"
        " all that you may do",
        why.text);
}

/* Copies what was handed in; what cannot be read is refused where it stands. */
static bool take_file(struct grading *grading, struct job *job, struct error *error)
{
    struct error why;
    struct buffer content;
    bool read = folder_read(grading->order->dir, job->path, &content, &why);
    bool taken = read ? work_put(&grading->work, job, buffer_rest(&content), error)
                      : job_refuse(job, why.text) || error_set(error, "out of memory");
    buffer_dispose(&content);
    return taken;
}

static bool take_files(struct grading *grading, struct error *error)
{
    struct jobs *jobs = &grading->jobs;
    const struct order *order = grading->order;
    if (!jobs_plan(&grading->submissions, order->stages, order->stage_count, jobs))
        return error_set(error, "out of memory");
    for (size_t i = 0; i < jobs->count; i++) {
        if (jobs->list[i].state == JOB_CHECKED && !take_file(grading, &jobs->list[i], error))
            return false;
    }
    return true;
}

/* On a terminal one line that is drawn anew; else a line for each result, which serves a log. */
static void show_progress(unsigned seconds)
{
    struct buffer news = buffer_bounded(SIZE_MAX);
    unsigned columns = terminal_columns(true);
    watch_look(&watch, seconds, &news);
    if (columns > 0) {
        buffer_reset(&news);
        format_add(&news, "\r");
        progress_draw(&watch.progress, columns - 1, &news);
        format_add(&news, "\033[K");
    }
    if (!format_failed(&news) && news.len > 0)
        fwrite(news.at, 1, news.len, stderr);
    buffer_dispose(&news);
}

static void show_start(const struct grading *grading)
{
    printf("Submissions: %zu. Checks: %zu, of which %zu are done.\n",
           grading->jobs.count / grading->jobs.stages, watch.progress.total, watch.progress.done);
    fflush(stdout);
}

static bool run_checks(struct grading *grading, uint64_t seed, struct error *error)
{
    struct engine engine = {.work = &grading->work,
                            .jobs = &grading->jobs,
                            .order = {.seed = seed, .boxed = !grading->order->unboxed},
                            .show = terminal_show_command,
                            .each_second = show_progress};
    engine_know_workbook(&engine.order);
    if (!engine_plan(&engine, error))
        return false;
    watch = watch_start(&grading->work, &grading->jobs);
    show_start(grading);
    if (watch.progress.done == watch.progress.total)
        return true;
    show_progress(0);
    bool run = engine_run(&engine, error);
    show_progress(watch.progress.seconds);
    terminal_end_progress();
    if (!run && process_was_interrupted())
        error_set(error,
                  "interrupted: %zu of %zu checks are done; the same command goes on from there",
                  watch.progress.done, watch.progress.total);
    return run;
}

static void add_ending(const struct grading *grading, const cJSON *grades, struct buffer *text)
{
    const char *into = grading->order->into;
    size_t ignored = grading->submissions.ignored;
    format_add(text, "\nAll of it: %s/report.html, results.csv, results.xml, results.json\n", into);
    if (ignored > 0)
        format_add(text, "Ignored: %zu files and folders that are nobody's submission\n", ignored);
    if (!cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(grades, "boxed")))
        format_add(text, "UNBOXED: the submissions ran without a box\n");
}

/* Says what to do about `open` results: another try does not help where two files are there. */
static void show_open(const struct jobs *jobs, size_t open)
{
    size_t unclear = jobs_count(jobs, JOB_UNCLEAR);
    fprintf(stderr, "Inconclusive: %zu of %zu results, which are not scored: see why above. ", open,
            jobs->count);
    if (unclear > 0)
        fprintf(stderr, "Leave one file where there are two for a stage (%zu). ", unclear);
    fprintf(stderr, "The same command tries %s again\n", open > 1 ? "them" : "it");
}

/* Shows the grades: the exit status. */
static int show(const struct grading *grading, const cJSON *grades)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    size_t open = grades_count(grades, RESULT_INCONCLUSIVE);
    format_add(&text, "\n");
    grades_draw_table(grades, terminal_wants_colours(), terminal_columns(false), &text);
    add_ending(grading, grades, &text);
    int code = terminal_print(&text);
    buffer_dispose(&text);
    if (open == 0 || code != EXIT_SUCCESS)
        return code;
    show_open(&grading->jobs, open);
    return EXIT_TROUBLE;
}

static int conclude(const struct grading *grading, struct error *error)
{
    cJSON *grades = collect_grades(&(struct collecting){.work = &grading->work,
                                                        .jobs = &grading->jobs,
                                                        .scores = &grading->scores,
                                                        .boxed = !grading->order->unboxed});
    if (grades == NULL)
        return terminal_trouble("the grades: out of memory");
    cJSON *kept = write_grades(grading->order->into, grades, error);
    int code = kept == NULL ? terminal_trouble(error->text) : show(grading, kept);
    cJSON_Delete(grades);
    cJSON_Delete(kept);
    return code;
}

/* Grades in the work folder, which is open. */
static int grade_there(struct grading *grading, struct error *error)
{
    const struct order *order = grading->order;
    uint64_t seed;
    bool graded = seed_choose(&grading->work, order->fresh, order->seed, &seed, error) &&
                  take_files(grading, error) && run_checks(grading, seed, error);
    int code = graded ? conclude(grading, error) : terminal_trouble(error->text);
    jobs_dispose(&grading->jobs);
    return code;
}

static int grade(const struct order *order)
{
    struct grading grading = {.order = order};
    struct error error;
    int code;
    process_catch_interrupts();
    if (!scores_load(&grading.scores, &error) ||
        !folder_find(order->dir, &grading.submissions, &error) || !can_be_run(order, &error) ||
        !work_open(&grading.work, order->into, order->fresh, &error)) {
        code = terminal_trouble(error.text);
    } else {
        code = grade_there(&grading, &error);
        work_close(&grading.work);
    }
    submissions_dispose(&grading.submissions);
    return code;
}

int main(int count, char **arguments)
{
    const char *stage;
    struct order order;
    const char *out;
    const struct known_option known[] = {{"dir", .text = &order.dir},
                                         {"into", .text = &order.into},
                                         {"out", .text = &out},
                                         {"seed", .text = &order.seed},
                                         {"fresh", .on = &order.fresh},
                                         {"unboxed", .on = &order.unboxed},
                                         {0}};
    struct error error;
    if (!options_read(count, arguments, known, usage, &stage, &error) ||
        !find_stages(stage, &order, &error))
        return terminal_trouble(error.text);
    if (order.dir == NULL)
        return terminal_trouble("Which submissions? expected a folder, as in: make grade"
                                " DIR=submissions");
    if (order.into == NULL)
        order.into = out == NULL ? "grade" : out;
    return grade(&order);
}
