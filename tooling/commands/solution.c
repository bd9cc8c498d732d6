/* make solution: what a stage's solution changes in the learner's file, and why. */
#include "base/files.h"
#include "base/format.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "course/subject.h"
#include "learn/progress_store.h"
#include "results/result.h"
#include "run/process.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] = "usage: solution [--anyway 1] [--into FOLDER] STAGE";

/* Whether the learner's file, as it is now, has passed. */
static bool has_passed(const struct stage *stage, struct error *error)
{
    struct store store;
    struct progress progress;
    const char *why = NULL;
    const struct own_file own = own_file_now(stage);
    bool opened = store_open(&store, &progress, error);
    store_close(&store);
    if (!opened)
        return false;
    const struct progress_stage *entry = progress_of(&progress, stage);
    terminal_note(store.note.text);
    if (entry->verdict == NULL)
        why = "has not been checked yet";
    else if (own.hash == 0 || entry->file != own.hash)
        why = "has changed since it was checked";
    else if (strcmp(entry->verdict, RESULT_PASS) != 0)
        why = "does not pass yet";
    return why == NULL ||
           error_set(error,
                     "Stage %u %s. First: make check-stage %u. To see the solution now: make"
                     " solution %u ANYWAY=1",
                     stage->number, why, stage->number, stage->number);
}

/* Appends what git diff says. Its exit status is 1 if the files differ. */
static bool add_diff(const char *file, const char *solution, const char *into, struct buffer *text,
                     struct error *error)
{
    char output[SUBJECT_PATH_SIZE];
    struct buffer diff = buffer_bounded(SIZE_MAX);
    const char *const colours = terminal_wants_colours() ? "--color=always" : "--color=never";
    const char *const words[] = {
        "git", "--no-pager", "diff",   "--no-index", "--no-ext-diff", "--ignore-cr-at-eol", colours,
        "--",  file,         solution, NULL};
    snprintf(output, sizeof output, "%.4000s/diff-XXXXXX", into);
    if (!folder_make(into, error))
        return false;
    int fd = mkstemp(output);
    if (fd < 0)
        return error_set(error, "cannot write to %.4000s: %s", into, strerror(errno));
    close(fd);
    struct process_result ended = process_run(&(struct process_request){
        .arguments = words,
        .output = output,
        .limits = {.cpu_seconds = 60, .wall_seconds = 60, .file_bytes = (uint64_t)64 << 20}});
    bool done = ended.end == PROCESS_EXITED && (ended.code == 0 || ended.code == 1);
    if (ended.end == PROCESS_NOT_STARTED)
        process_error(ended, "git", error);
    else if (!done)
        error_set(error, "git could not compare the files");
    else
        done = file_read(output, &diff, error);
    unlink(output);
    if (done && diff.len == 0)
        format_add(text, "%s is the solution, word for word.\n", file);
    else if (done) {
        format_add(text, "$ git diff --no-index %s %s\n", file, solution);
        format_add_bytes(text, buffer_rest(&diff));
    }
    buffer_dispose(&diff);
    return done;
}

static int show(const struct subject *own, bool anyway, const char *into)
{
    char solution[COURSE_PATH_SIZE];
    char reasons[COURSE_PATH_SIZE];
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    struct buffer why = buffer_bounded(1 << 20);
    course_solution_file(own->stage, solution);
    snprintf(reasons, sizeof reasons, "solutions/%.200s/WHY.md", own->stage->name);
    bool done =
        (anyway || has_passed(own->stage, &error)) && subject_is_readable(own->file, &error) &&
        add_diff(own->file, solution, into, &text, &error) && file_read(reasons, &why, &error);
    if (done) {
        format_add(&text, "\n");
        format_add_bytes(&text, buffer_rest(&why));
    }
    int code = done ? terminal_print(&text) : terminal_trouble(error.text);
    buffer_dispose(&why);
    buffer_dispose(&text);
    return code;
}

int main(int count, char **arguments)
{
    bool anyway;
    const char *into;
    struct error error;
    struct subject subject;
    struct subject_request request = {.verb = "solution"};
    const struct known_option known[] = {{"anyway", .on = &anyway}, {"into", .text = &into}, {0}};
    if (!options_read(count, arguments, known, usage, &request.stage, &error) ||
        !subject_find(&request, &subject, &error))
        return terminal_trouble(error.text);
    process_catch_interrupts();
    return show(&subject, anyway, into == NULL ? "build" : into);
}
