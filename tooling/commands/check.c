/* make check-stage and make check-solution: checks one file, and shows the result. */
#include "base/format.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "course/subject.h"
#include "judge/stage_check.h"
#include "learn/progress_store.h"
#include "results/result.h"
#include "results/result_drawings.h"
#include "run/box.h"
#include "run/process.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char usage[] = "usage: check [--NAME VALUE]... STAGE   "
                            "NAME: boxed cache-dir file graded into json label seed solution users";

enum { EXIT_NOT_YET = 1 };

/* How a check is run. */
struct check_options {
    bool solution; /* the file is the workbook's solution */
    bool learners; /* it is the learner's own: what comes out is kept, as their progress */
    bool json;     /* the result is printed as its file has it, and nothing else */
    bool graded; /* it is one of a class: it prints nothing, succeeds where there is a verdict, and
                      ends with its parent */
};

/* Reads the seed; without one takes any that a person can type. */
static bool read_seed(const char *text, uint64_t *seed, struct error *error)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    *seed = ((uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000) % 1000000;
    return text == NULL || options_read_number(text, 0, UINT64_MAX, seed) ||
           error_set(error, "SEED=%s: expected a number, as a check prints it", text);
}

/* Appends what to do next. That a stage begins with the workbook's solution is a surprise. */
static void add_next_step(const struct stage *stage, const char *verdict, struct buffer *text)
{
    const struct stage *next = stage + 1;
    char solution[COURSE_PATH_SIZE], start[COURSE_PATH_SIZE], own[COURSE_PATH_SIZE];
    if (strcmp(verdict, RESULT_PASS) != 0) {
        format_add(text,
                   "Next: stages/%s/README.md explains this stage; make hint %u gives a hint\n",
                   stage->name, stage->number);
        return;
    }
    if (next == course_stages + course_stage_count) {
        format_add(text, "That was the last stage. make tour shows all of them side by side.\n");
        return;
    }
    course_solution_file(stage, solution);
    course_start_file(next, start);
    course_own_file(next, own);
    format_add(text, "Next: stages/%s/README.md\n", next->name);
    if (strcmp(solution, start) == 0 && subject_is_untouched(next, own))
        format_add(text,
                   "It starts from our solution to stage %u. Your own file stays in stages/%s/.\n",
                   stage->number, stage->name);
}

static int show(const struct check_request *request, const cJSON *result,
                const struct check_options *options)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    if (!options->json) {
        result_draw_text(result, terminal_wants_colours(), &text);
        if (!options->solution)
            add_next_step(request->stage, json_text(result, "verdict"), &text);
    } else if (!json_write(result, &text)) {
        text.limit = 0;
    }
    int code = terminal_print(&text);
    buffer_dispose(&text);
    return code;
}

static int code_of(const cJSON *result, const struct check_options *options)
{
    const char *verdict = json_text(result, "verdict");
    if (strcmp(verdict, RESULT_PASS) == 0)
        return EXIT_SUCCESS;
    if (strcmp(verdict, RESULT_NOT_YET) == 0)
        return options->graded ? EXIT_SUCCESS : EXIT_NOT_YET;
    return EXIT_TROUBLE;
}

/* Keeps a check of the learner's own file. That it cannot be kept changes no verdict. */
static void record(const struct check_request *request, const cJSON *result,
                   const struct check_options *options, const struct own_file *before)
{
    struct error error;
    struct buffer says = buffer_bounded(SIZE_MAX);
    if (!store_check(request->stage, result, before, &says, &error))
        fprintf(stderr, "Your progress could not be saved: %s\n", error.text);
    if (!options->json)
        terminal_print(&says);
    buffer_dispose(&says);
}

static int check(const struct check_request *request, const struct check_options *options)
{
    struct error error;
    if (options->graded)
        process_die_with_parent();
    if (request->box == BOX_WHOLE && !options->graded && /* a grader has asked already */
        !box_available(&error))
        return terminal_trouble(error.text);
    process_catch_interrupts();
    const struct own_file before = own_file_now(request->stage);
    cJSON *result = check_run(request, terminal_progress(), &error);
    if (result == NULL) {
        /* A learner whose file is gone can have the start file again. */
        size_t len = strlen(error.text);
        if (options->learners && access(request->file, F_OK) != 0 && errno == ENOENT)
            snprintf(error.text + len, ERROR_TEXT_SIZE - len,
                     ": make reset-stage %u YES=1 brings back the start file",
                     request->stage->number);
        return terminal_trouble(error.text);
    }
    int code = options->graded ? EXIT_SUCCESS : show(request, result, options);
    if (code == EXIT_SUCCESS)
        code = code_of(result, options);
    if (options->learners)
        record(request, result, options, &before);
    cJSON_Delete(result);
    return code;
}

int main(int count, char **arguments)
{
    const char *solution, *file, *label, *into, *seed, *cache_dir, *stage;
    bool boxed, users;
    struct error error;
    struct subject subject;
    struct check_options options = {0};
    struct check_request request = {.stage = NULL};
    const struct known_option known[] = {{"solution", .text = &solution},
                                         {"file", .text = &file},
                                         {"label", .text = &label},
                                         {"into", .text = &into},
                                         {"seed", .text = &seed},
                                         {"boxed", .on = &boxed},
                                         {"graded", .on = &options.graded},
                                         {"cache-dir", .text = &cache_dir},
                                         {"json", .on = &options.json},
                                         {"users", .on = &users},
                                         {0}};
    if (!options_read(count, arguments, known, usage, &stage, &error) ||
        !read_seed(seed, &request.seed, &error))
        return terminal_trouble(error.text);
    if (!subject_find(&(struct subject_request){.verb = solution ? "check-solution" : "check-stage",
                                                .stage = stage,
                                                .solution = solution,
                                                .file = file},
                      &subject, &error))
        return terminal_trouble(error.text);
    request.box = boxed ? BOX_WHOLE : users ? BOX_USER : BOX_NONE;
    options.solution = solution != NULL;
    options.learners = !solution && file == NULL && into == NULL && !options.graded;
    request.stage = subject.stage;
    request.file = subject.file;
    request.label = label == NULL ? subject.label : label;
    request.cache_dir = cache_dir == NULL ? "" : cache_dir;
    request.into = into == NULL ? "build" : into;
    return check(&request, &options);
}
