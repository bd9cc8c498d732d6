/*
 * make grade: checks every submission in a folder, each in a box, and writes the class's grades.
 */
#include "base/files.h"
#include "base/format.h"
#include "classroom/class_folder.h"
#include "classroom/collect_grades.h"
#include "classroom/grading_progress.h"
#include "classroom/run_ninja.h"
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

struct options {
    const char *dir, *into, *seed;
    const struct stage *stages;
    size_t stage_count;
    bool fresh, unboxed;
};

static struct {
    struct submissions submissions;
    struct work work;
    struct jobs jobs;
    struct scores scores;
    struct grading_progress progress;
} grading; /* of this process: show_progress is given nothing but the time */

/* Whether strangers' programs can be confined, or run free on purpose. */
static bool may_run(const struct options *options, struct error *error)
{
    struct error why;
    if (options->unboxed)
        fprintf(stderr,
                "UNBOXED=1: the submissions run without a box, with all that you may do: they"
                " can read and remove your files\n");
    if (options->unboxed || box_available(&why))
        return true;
    return error_set(
        error,
        "%s. Nothing was graded; UNBOXED=1 would run the submissions without a box, with"
        " all that you may do",
        why.text);
}

/* Plans the jobs, and copies what was handed in; a job whose file cannot be read is refused. */
static bool copy_files(const struct options *options, struct error *error)
{
    if (!jobs_plan(&grading.submissions, options->stages, options->stage_count, &grading.jobs))
        return error_out_of_memory(error);
    for (size_t i = 0; i < grading.jobs.count; i++) {
        struct job *job = &grading.jobs.list[i];
        struct error why;
        struct buffer content;
        if (job->state != JOB_CHECKED)
            continue;
        bool done = class_read(options->dir, job->path, &content, &why)
                        ? work_put(&grading.work, job, buffer_rest(&content), error)
                        : job_refuse(job, why.text) || error_out_of_memory(error);
        buffer_dispose(&content);
        if (!done)
            return false;
    }
    return true;
}

/* On a terminal one line that is drawn again and again; else a line for each result, as in a log. */
static void show_progress(unsigned seconds)
{
    struct buffer news = buffer_bounded(SIZE_MAX);
    unsigned columns = terminal_columns(true);
    grading_progress_update(&grading.progress, &grading.work, &grading.jobs, seconds, &news);
    if (columns > 0) {
        buffer_reset(&news);
        format_add(&news, "\r");
        grading_progress_draw(&grading.progress, columns - 1, &news);
        format_add(&news, "\033[K");
    }
    if (!format_failed(&news) && news.len > 0)
        fwrite(news.at, 1, news.len, stderr);
    buffer_dispose(&news);
}

static bool run_checks(const struct options *options, uint64_t seed, struct error *error)
{
    const struct grading_progress *progress = &grading.progress;
    struct ninja_request request = {.work = &grading.work,
                                    .jobs = &grading.jobs,
                                    .check = ninja_check_of_workbook(),
                                    .show = terminal_show_command,
                                    .each_second = show_progress};
    request.check.seed = seed;
    request.check.boxed = !options->unboxed;
    if (!ninja_plan(&request, error))
        return false;
    grading.progress = grading_progress_start(&grading.work, &grading.jobs);
    printf("Submissions: %zu. Checks: %zu, of which %zu are done.\n",
           grading.jobs.count / grading.jobs.stages, progress->total, progress->done);
    fflush(stdout);
    if (progress->done == progress->total)
        return true;
    show_progress(0);
    bool run = ninja_run(&request, error);
    show_progress(progress->seconds);
    terminal_end_progress();
    if (!run && process_was_interrupted())
        error_set(error,
                  "interrupted: %zu of %zu checks are done; the same command goes on from there",
                  progress->done, progress->total);
    return run;
}

/* Shows the grades, and what to do about those that are open: the exit status. */
static int show_grades(const struct options *options, const cJSON *grades)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    size_t ignored = grading.submissions.ignored;
    size_t open = grades_count(grades, RESULT_INCONCLUSIVE);
    size_t unclear = jobs_count(&grading.jobs, JOB_UNCLEAR);
    format_add(&text, "\n");
    grades_draw_table(grades, terminal_wants_colours(), terminal_columns(false), &text);
    format_add(&text, "\nFull results: %s/report.html, results.csv, results.xml, results.json\n",
               options->into);
    if (ignored > 0)
        format_add(&text, "Ignored: %zu files and folders that are nobody's submission\n", ignored);
    if (options->unboxed)
        format_add(&text, "UNBOXED: the submissions ran without a box\n");
    int code = terminal_print(&text);
    buffer_dispose(&text);
    if (open == 0 || code != EXIT_SUCCESS)
        return code;
    fprintf(stderr, "%zu of %zu results %s inconclusive and not scored; the reasons are above. ",
            open, grading.jobs.count, open > 1 ? "are" : "is");
    if (unclear > 0) /* another try would not help */
        fprintf(stderr, "If a stage has two files (%zu), leave one. ", unclear);
    fprintf(stderr, "The same command tries %s again\n", open > 1 ? "them" : "it");
    return EXIT_TROUBLE;
}

static int grade(const struct options *options)
{
    struct error error;
    uint64_t seed;
    int code;
    process_catch_interrupts();
    if (!scores_load(&grading.scores, &error) ||
        !class_find(options->dir, &grading.submissions, &error) || !may_run(options, &error) ||
        !work_open(&grading.work, options->into, options->fresh, &error)) {
        submissions_dispose(&grading.submissions);
        return terminal_trouble(error.text);
    }
    if (!work_choose_seed(&grading.work, options->fresh, options->seed, &seed, &error) ||
        !copy_files(options, &error) || !run_checks(options, seed, &error)) {
        code = terminal_trouble(error.text);
    } else {
        cJSON *grades =
            collect_grades(&grading.work, &grading.jobs, &grading.scores, !options->unboxed);
        cJSON *written = grades == NULL ? NULL : write_grades(options->into, grades, &error);
        code = written != NULL  ? show_grades(options, written)
               : grades == NULL ? terminal_trouble("the grades: out of memory")
                                : terminal_trouble(error.text);
        cJSON_Delete(grades);
        cJSON_Delete(written);
    }
    jobs_dispose(&grading.jobs);
    work_close(&grading.work);
    submissions_dispose(&grading.submissions);
    return code;
}

int main(int count, char **arguments)
{
    const char *stage, *out;
    struct options options = {0};
    const struct known_option known[] = {{"dir", .text = &options.dir},
                                         {"into", .text = &options.into},
                                         {"out", .text = &out},
                                         {"seed", .text = &options.seed},
                                         {"fresh", .on = &options.fresh},
                                         {"unboxed", .on = &options.unboxed},
                                         {0}};
    struct error error;
    if (!options_read(count, arguments, known, usage, &stage, &error))
        return terminal_trouble(error.text);
    options.stages = stage == NULL ? course_stages : course_find(stage);
    options.stage_count = stage == NULL ? course_stage_count : 1;
    if (options.stages == NULL) {
        error_set(&error,
                  "There is no stage \"%.80s\": expected a number from %u to %u, or none for all"
                  " stages, as in: make grade %u DIR=submissions",
                  stage, course_stages[0].number, course_stages[course_stage_count - 1].number,
                  course_stages[0].number);
        return terminal_trouble(error.text);
    }
    if (options.dir == NULL)
        return terminal_trouble("Which submissions? expected a folder, as in: make grade"
                                " DIR=submissions");
    if (options.into == NULL)
        options.into = out == NULL ? "grade" : out;
    return grade(&options);
}
