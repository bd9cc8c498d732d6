/* make solution: what a stage's solution changes in the learner's file, and why. */
#include "base/files.h"
#include "base/format.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "course/subject.h"
#include "learn/progress_record.h"
#include "results/result.h"
#include "run/process.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] = "usage: solution [--anyway 1] [--into FOLDER] STAGE";

static bool refuse(struct error *error, const struct stage *stage, const char *why)
{
    error_set(error, "Stage %u %s: make check-stage %u; or ANYWAY=1 shows the solution now",
              stage->number, why, stage->number);
    return false;
}

/* Whether the learner's file, as it is now, has passed. */
static bool has_passed(const struct stage *stage, struct error *error)
{
    struct store store;
    struct progress progress;
    const struct record_file file = record_look(stage);
    bool opened = store_open(&store, &progress, error);
    store_close(&store);
    if (!opened)
        return false;
    const struct progress_stage *entry = progress_of(&progress, stage);
    terminal_note(store.told.text);
    if (entry->verdict == NULL)
        return refuse(error, stage, "has not been checked yet");
    if (file.hash == 0 || entry->file != file.hash)
        return refuse(error, stage, "has changed since it was checked");
    return strcmp(entry->verdict, RESULT_PASS) == 0 || refuse(error, stage, "does not pass yet");
}

/* Runs git diff, and reads what it says. Its exit status is 1 where the files differ. */
static bool read_diff(const char *const *words, const char *into, struct buffer *text,
                      struct error *error)
{
    char output[SUBJECT_PATH_SIZE];
    snprintf(output, sizeof output, "%.4000s/diff-XXXXXX", into);
    if (!folder_make(into, error))
        return false;
    int fd = mkstemp(output);
    if (fd < 0) {
        error_set(error, "cannot write to %.4000s: %s", into, strerror(errno));
        return false;
    }
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
        done = file_read(output, text, error);
    unlink(output);
    return done;
}

static bool add_diff(const struct subject *own, const char *into, struct buffer *text,
                     struct error *error)
{
    char solution[COURSE_PATH_SIZE];
    course_solution_file(own->stage, solution);
    const char *const words[] = {"git",
                                 "--no-pager",
                                 "diff",
                                 "--no-index",
                                 "--no-ext-diff",
                                 terminal_wants_colours() ? "--color=always" : "--color=never",
                                 "--",
                                 own->file,
                                 solution,
                                 NULL};
    struct buffer diff = buffer_bounded(SIZE_MAX);
    bool done = subject_is_readable(own->file, error) && read_diff(words, into, &diff, error);
    if (done && diff.len == 0)
        format_add(text, "%s is the solution, word for word.\n", own->file);
    else if (done) {
        format_add(text, "$ git diff --no-index %s %s\n", own->file, solution);
        format_add_bytes(text, buffer_rest(&diff));
    }
    buffer_dispose(&diff);
    return done;
}

static bool add_reasons(const struct stage *stage, struct buffer *text, struct error *error)
{
    char path[COURSE_PATH_SIZE];
    struct buffer why = buffer_bounded(1 << 20);
    snprintf(path, sizeof path, "solutions/%.200s/WHY.md", stage->name);
    bool done = file_read(path, &why, error);
    if (done) {
        format_add(text, "\n");
        format_add_bytes(text, buffer_rest(&why));
    }
    buffer_dispose(&why);
    return done;
}

static int show(const struct subject *own, bool anyway, const char *into)
{
    struct error error = {0};
    struct buffer text = buffer_bounded(SIZE_MAX);
    bool done = (anyway || has_passed(own->stage, &error)) && add_diff(own, into, &text, &error) &&
                add_reasons(own->stage, &text, &error);
    int code = done ? terminal_print(&text) : terminal_trouble(error.text);
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
