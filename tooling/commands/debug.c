/* make debug: a program that is not optimised, in one case, in gdb where the stage begins. */
#include "base/files.h"
#include "base/format.h"
#include "commands/measuring.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "learn/select_case.h"
#include "run/argv.h"
#include "run/process.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] = "usage: debug [--case FILE] [--gdb no] [--solution 1] [--file FILE] "
                            "[--into FOLDER] STAGE";

/* What is wanted of it. */
struct manner {
    const char *file; /* of a case; NULL: the last check's */
    bool starts;      /* gdb; else all is left for another debugger */
};

static void tell(const struct select_case *chosen, const char *file)
{
    if (chosen->checked[0] != '\0')
        printf("The case at which the last check failed (%s), which was of another file, %s:\n",
               chosen->gate, chosen->checked);
    else if (chosen->gate[0] != '\0')
        printf("The case at which the last check failed (%s):\n", chosen->gate);
    else if (file == NULL)
        printf("The talk's stream, for the last check left no case that fails:\n");
    fflush(stdout);
}

/* Leaves the program and its case where an editor's debugger expects them. */
static bool leave(const struct workdir *place, const struct select_case *chosen,
                  struct error *error)
{
    char probe[WORKDIR_PATH_SIZE];
    char saved[WORKDIR_PATH_SIZE];
    snprintf(probe, sizeof probe, "%.4000s/debug/probe", place->request.into);
    snprintf(saved, sizeof saved, "%.4000s/debug/case", place->request.into);
    if (!file_copy(place->build.probe, probe, error) || !file_copy(chosen->path, saved, error))
        return false;
    printf("For a debugger of your own: %s --replay %s\n", probe, saved);
    return true;
}

/* Becomes gdb. Returns only where that fails. */
static bool start(const char *const *words, struct error *error)
{
    struct buffer line = buffer_bounded(SIZE_MAX);
    const char *command = format_command(&line, words);
    if (command != NULL)
        terminal_show_command(command);
    buffer_dispose(&line);
    execvp(words[0], (char *const *)(uintptr_t)words);
    return error_set(error, "%s cannot be started: %s", words[0], strerror(errno));
}

/* Each function of the stage is one to stop in. */
static bool start_gdb(const struct workdir *place, const struct select_case *chosen,
                      struct error *error)
{
    enum { MOST = 8, SIZE = 64 };
    char stops[MOST][SIZE];
    const struct contract *contract = place->request.subject->stage->contract;
    struct argv words = {.count = 0};
    argv_add_all(&words,
                 (const char *const[]){"gdb", "-q", "-ex", "set print frame-arguments all", NULL});
    for (size_t i = 0; i < MOST && contract->functions[i] != NULL; i++) {
        snprintf(stops[i], SIZE, "break %s", contract->functions[i]);
        argv_add_all(&words, (const char *const[]){"-ex", stops[i], NULL});
    }
    argv_add_all(&words, (const char *const[]){"-ex", "run", "--args", place->build.probe,
                                               "--replay", chosen->path, NULL});
    return start(words.list, error);
}

static bool debug_in(struct workdir *place, const struct manner *manner, struct error *error)
{
    struct select_case chosen;
    place->build.way = COMPILE_TO_DEBUG;
    if (!workdir_build(place, error) || !select_case(place, manner->file, &chosen, error))
        return false;
    terminal_end_progress();
    tell(&chosen, manner->file);
    if (!manner->starts)
        return leave(place, &chosen, error);
    return start_gdb(place, &chosen, error);
}

static int debug(const struct measure_request *request, const void *order)
{
    const struct manner *manner = order;
    struct error error;
    struct workdir place = {.lock = -1};
    bool done = (!manner->starts || process_needs("gdb", &error)) &&
                workdir_open(request, &place, &error) && debug_in(&place, manner, &error);
    workdir_close(&place);
    return done ? EXIT_SUCCESS : terminal_trouble(error.text);
}

int main(int count, char **arguments)
{
    const char *gdb, *into;
    struct error error;
    struct manner manner;
    struct subject_request subject = {.verb = "debug"};
    const struct known_option own[] = {{"case", .text = &manner.file}, {"gdb", .text = &gdb}, {0}};
    if (!verb_options(count, arguments, own, usage, &subject, &into, &error))
        return terminal_trouble(error.text);
    manner.starts = gdb == NULL;
    if (!manner.starts && strcmp(gdb, "no") != 0) {
        error_set(&error, "GDB=%.80s: expected no, or nothing", gdb);
        return terminal_trouble(error.text);
    }
    return verb_start(&subject, into, debug, &manner);
}
