#include "classroom/engine.h"

#include "base/files.h"
#include "base/format.h"
#include "base/scan.h"
#include "grade_config.h" /* made by CMake: where the workbook's programs are */
#include "run/argv.h"
#include "run/guard.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Those of the checks are their own affair; these are for a class of any size, and ninja's log. */
static const struct process_limits limits = {
    .cpu_seconds = 1000000, .wall_seconds = 1000000, .file_bytes = (uint64_t)1 << 40};

void engine_know_workbook(struct ninja_order *order)
{
    static const char *const inputs[] = {GRADE_INPUTS, NULL};
    order->check = GRADE_CHECK;
    order->inputs = inputs;
}

static bool write_build(const struct engine *engine, struct error *error)
{
    char path[WORK_PATH_SIZE];
    struct buffer text = buffer_bounded(SIZE_MAX);
    work_path(engine->work, "", "build.ninja", path);
    ninja_write(engine->jobs, &engine->order, &text);
    bool done = format_failed(&text) ? error_set(error, "out of memory")
                                     : file_write(path, buffer_rest(&text), error);
    buffer_dispose(&text);
    return done;
}

/* Runs ninja with these words; what it says goes to the files ninja.txt and ninja-errors.txt. */
static struct process_result run_ninja(const struct engine *engine, const struct argv *words,
                                       void (*each_second)(unsigned seconds))
{
    static const char *const environment[] = {"NINJA_STATUS=", NULL};
    char output[WORK_PATH_SIZE];
    char errors[WORK_PATH_SIZE];
    work_path(engine->work, "", "ninja.txt", output);
    work_path(engine->work, "", "ninja-errors.txt", errors);
    return guard_run(&(struct process_request){.arguments = words->list,
                                               .environment = environment,
                                               .output = output,
                                               .errors = errors,
                                               .limits = limits,
                                               .each_second = each_second});
}

/* Ninja's own words of what is wrong, or why there are none. */
static bool explain(const struct engine *engine, struct process_result result, struct error *error)
{
    char path[WORK_PATH_SIZE];
    struct error ignored;
    struct buffer said = buffer_bounded(ERROR_TEXT_SIZE / 2);
    if (result.end == PROCESS_INTERRUPTED)
        return error_set(error, "interrupted");
    if (result.end == PROCESS_NOT_STARTED)
        return error_set(error, "ninja cannot be started: %s",
                         result.code == ENOENT ? "to install it: tooling/setup"
                                               : strerror(result.code));
    work_path(engine->work, "", "ninja-errors.txt", path);
    if (!file_read(path, &said, &ignored) || said.len == 0) {
        buffer_reset(&said);
        format_add(&said, "ninja ended without a word");
    }
    format_add_bytes(&said, bytes_of("", 1));
    char *words = (char *)said.storage;
    error_set(error, "%s", format_failed(&said) ? "out of memory" : words);
    error->text[strcspn(error->text, "\n")] = '\0';
    buffer_dispose(&said);
    return false;
}

static bool read_plan(const struct engine *engine, struct error *error)
{
    char path[WORK_PATH_SIZE];
    struct buffer said = buffer_bounded(SIZE_MAX);
    work_path(engine->work, "", "ninja.txt", path);
    bool read = file_read(path, &said, error) &&
                ninja_read_plan(path, buffer_rest(&said), engine->jobs, error);
    buffer_dispose(&said);
    return read;
}

static bool clear_pending(const struct engine *engine, struct error *error)
{
    for (size_t i = 0; i < engine->jobs->count; i++) {
        const struct job *job = &engine->jobs->list[i];
        if (job->pending && !work_clear(engine->work, job, error))
            return false;
    }
    return true;
}

bool engine_plan(const struct engine *engine, struct error *error)
{
    struct argv words = {.count = 0};
    argv_add_all(&words, (const char *const[]){"ninja", "-C", engine->work->folder, "-n", NULL});
    if (!write_build(engine, error))
        return false;
    struct process_result result = run_ninja(engine, &words, NULL);
    if (result.end != PROCESS_EXITED || result.code != 0)
        return explain(engine, result, error);
    return read_plan(engine, error) && clear_pending(engine, error);
}

static void show(const struct engine *engine, const struct argv *words)
{
    struct buffer line = buffer_bounded(SIZE_MAX);
    const char *command = format_command(&line, words->list);
    if (command != NULL)
        engine->show(command);
    buffer_dispose(&line);
}

/* Ninja fails where a check gave no verdict; the others were run all the same. */
bool engine_run(const struct engine *engine, struct error *error)
{
    struct argv words = {.count = 0};
    argv_add_all(&words,
                 (const char *const[]){"ninja", "-C", engine->work->folder, "-k", "0", NULL});
    if (!work_clear_beside(engine->work, error))
        return false;
    show(engine, &words);
    struct process_result result = run_ninja(engine, &words, engine->each_second);
    return result.end == PROCESS_EXITED || explain(engine, result, error);
}
