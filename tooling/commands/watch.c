/*
 * make watch: checks a stage again whenever its file is saved. It becomes entr, which watches the
 * file, clears the screen and runs the check; -a: a save while it runs counts, too.
 */
#include "commands/options.h"
#include "commands/terminal.h"
#include "course/subject.h"
#include "run/process.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] = "usage: watch --check PROGRAM STAGE";

/* Puts the file's name where entr reads what to watch. A pipe holds more than a path. */
static bool offer(const char *file)
{
    int ends[2];
    if (pipe(ends) != 0)
        return false;
    bool done = dprintf(ends[1], "%s\n", file) > 0 && dup2(ends[0], STDIN_FILENO) >= 0;
    close(ends[0]);
    close(ends[1]);
    return done;
}

/* Becomes entr. Returns only where that fails. */
static void watch(const char *check, const struct subject *subject, struct error *error)
{
    char number[16];
    snprintf(number, sizeof number, "%u", subject->stage->number);
    fflush(stdout);
    if (offer(subject->file))
        execlp("entr", "entr", "-a", "-c", check, number, (char *)NULL);
    process_error((struct process_result){PROCESS_NOT_STARTED, errno}, "entr", error);
}

int main(int count, char **arguments)
{
    const char *check;
    struct error error;
    struct subject subject;
    struct subject_request request = {.verb = "watch"};
    const struct known_option known[] = {{"check", .text = &check}, {0}};
    if (!options_read(count, arguments, known, usage, &request.stage, &error) ||
        !(check != NULL || error_set(&error, "%s", usage)) ||
        !subject_find(&request, &subject, &error) || !subject_is_readable(subject.file, &error))
        return terminal_trouble(error.text);
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        snprintf(error.text, sizeof error.text,
                 "make watch needs a terminal; without one: make check-stage %u",
                 subject.stage->number);
        return terminal_trouble(error.text);
    }
    watch(check, &subject, &error);
    return terminal_trouble(error.text);
}
