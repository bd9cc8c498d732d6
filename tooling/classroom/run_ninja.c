#include "classroom/run_ninja.h"

#include "base/files.h"
#include "base/format.h"
#include "base/scan.h"
#include "grade_config.h" /* made by CMake: where the workbook's programs are */
#include "run/argv.h"
#include "run/guard.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

struct check_command ninja_check_of_workbook(void)
{
    static const char *const inputs[] = {GRADE_INPUTS, NULL};
    return (struct check_command){.program = GRADE_CHECK, .inputs = inputs};
}

/* Appends words with a $ before each byte that ninja would take for its own, as its manual says. */
static void add_escaped(struct buffer *text, struct bytes words, const char *special)
{
    for (size_t i = 0; i < words.len; i++) {
        if (strchr(special, words.at[i]) != NULL)
            format_add(text, "$");
        format_add_bytes(text, bytes_skip(bytes_of(words.at, i + 1), i));
    }
}

/*
 * The check's stdout stays open: ninja takes a job that closes it for one that is about to end,
 * waits for that end, and starts no other.
 */
void ninja_write(const struct jobs *jobs, const struct check_command *check, struct buffer *text)
{
    struct buffer program = buffer_bounded(SIZE_MAX);
    format_add_word(&program, check->program);
    format_add(text, "rule check\n  command = exec ");
    add_escaped(text, buffer_rest(&program), "$");
    format_add(text,
               "%s --graded 1 --cache-dir " WORK_CACHE " --label " WORK_LABEL " --into $folder"
               " --file $folder/$file --seed %" PRIu64 " -- $stage 2>$folder/said.txt\n"
               "  description = $folder\n\nbuild workbook: phony",
               check->boxed ? " --boxed 1" : "", check->seed);
    if (format_failed(&program))
        text->limit = 0;
    buffer_dispose(&program);
    for (size_t i = 0; check->inputs[i] != NULL; i++) {
        format_add(text, " ");
        add_escaped(text, bytes_from_string(check->inputs[i]), "$ :");
    }
    format_add(text, "\n");
    for (size_t i = 0; i < jobs->count; i++) {
        const struct job *job = &jobs->list[i];
        if (job->state == JOB_CHECKED)
            format_add(text,
                       "build %s/" WORK_RESULT ": check %s/%s | workbook\n"
                       "  folder = %s\n  file = %s\n  stage = %u\n",
                       job->folder, job->folder, job->stage->contract->file, job->folder,
                       job->stage->contract->file, job->stage->number);
    }
}

bool ninja_read_plan(const char *name, struct bytes said, struct jobs *jobs, struct error *error)
{
    struct scan s = scan_of(name, said, error);
    while (!scan_at_end(&s)) {
        struct scan line = s;
        struct bytes folder;
        struct job *job = NULL;
        if (scan_text(&s, "ninja: Entering directory `") ||
            scan_text(&s, "ninja: no work to do.")) {
            scan_line(&s, &folder);
            continue;
        }
        bool whole = scan_line(&s, &folder);
        for (size_t i = 0; whole && i < jobs->count; i++) {
            if (jobs->list[i].state == JOB_CHECKED &&
                bytes_equal(folder, bytes_from_string(jobs->list[i].folder)))
                job = &jobs->list[i];
        }
        if (job == NULL)
            return scan_expected(&line, "a job's folder");
        job->pending = true;
    }
    return true;
}

/* Runs ninja with these words; what it prints goes to ninja.txt and ninja-errors.txt. */
static struct process_result run(const struct ninja_request *request, const struct argv *words,
                                 void (*each_second)(unsigned seconds))
{
    static const char *const environment[] = {"NINJA_STATUS=", NULL};
    /* Each check has limits of its own; these are for a class of any size, and ninja's log. */
    static const struct process_limits limits = {
        .cpu_seconds = 1000000, .wall_seconds = 1000000, .file_bytes = (uint64_t)1 << 40};
    char output[WORK_PATH_SIZE];
    char errors[WORK_PATH_SIZE];
    work_path(request->work, "", "ninja.txt", output);
    work_path(request->work, "", "ninja-errors.txt", errors);
    return guard_run(&(struct process_request){.arguments = words->list,
                                               .environment = environment,
                                               .output = output,
                                               .errors = errors,
                                               .limits = limits,
                                               .each_second = each_second});
}

/* Fails with what ninja said is wrong, or why it said nothing. */
static bool explain(const struct ninja_request *request, struct process_result result,
                    struct error *error)
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
    work_path(request->work, "", "ninja-errors.txt", path);
    if (file_read(path, &said, &ignored) && said.len > 0)
        error_set(error, "%.*s", (int)said.len, (const char *)said.at);
    else
        error_set(error, "ninja ended without a word");
    error->text[strcspn(error->text, "\n")] = '\0';
    buffer_dispose(&said);
    return false;
}

bool ninja_plan(const struct ninja_request *request, struct error *error)
{
    char path[WORK_PATH_SIZE];
    struct argv words = {.count = 0};
    struct buffer text = buffer_bounded(SIZE_MAX);
    argv_add_all(&words, (const char *const[]){"ninja", "-C", request->work->folder, "-n", NULL});
    work_path(request->work, "", "build.ninja", path);
    ninja_write(request->jobs, &request->check, &text);
    bool done = format_failed(&text) ? error_out_of_memory(error)
                                     : file_write(path, buffer_rest(&text), error);
    buffer_dispose(&text);
    if (!done)
        return false;
    struct process_result result = run(request, &words, NULL);
    if (!process_succeeded(result))
        return explain(request, result, error);
    text = buffer_bounded(SIZE_MAX);
    work_path(request->work, "", "ninja.txt", path);
    done = file_read(path, &text, error) &&
           ninja_read_plan(path, buffer_rest(&text), request->jobs, error);
    buffer_dispose(&text);
    for (size_t i = 0; done && i < request->jobs->count; i++) {
        const struct job *job = &request->jobs->list[i];
        done = !job->pending || work_clear(request->work, job, error);
    }
    return done;
}

/* Ninja fails if a check gave no verdict; the others were run all the same. */
bool ninja_run(const struct ninja_request *request, struct error *error)
{
    struct argv words = {.count = 0};
    struct buffer line = buffer_bounded(SIZE_MAX);
    argv_add_all(&words,
                 (const char *const[]){"ninja", "-C", request->work->folder, "-k", "0", NULL});
    if (!work_clear_cache(request->work, error))
        return false;
    const char *command = format_command(&line, words.list);
    if (command != NULL)
        request->show(command);
    buffer_dispose(&line);
    struct process_result result = run(request, &words, request->each_second);
    return result.end == PROCESS_EXITED || explain(request, result, error);
}
