#include "measure/run_tool.h"

#include "base/files.h"
#include "measure/shown_command.h"
#include "run/argv.h"

#include <stdio.h>
#include <string.h>

const struct process_limits tool_limits = {.cpu_seconds = 120,
                                           .wall_seconds = 300,
                                           .file_bytes = (uint64_t)256 << 20,
                                           .memory_bytes = (uint64_t)4 << 30};

bool tool_path(const char *folder, const char *name, const char *ending, char path[TOOL_PATH_SIZE],
               struct error *error)
{
    return snprintf(path, TOOL_PATH_SIZE, "%s/%s%s", folder, name, ending) < TOOL_PATH_SIZE ||
           error_set(error, "%.4000s is too long a path", folder);
}

/* A command line with the texts that are made for it, and the files that it writes. */
struct command {
    struct argv argv;
    char options[TOOL_MOST_FILES][TOOL_PATH_SIZE + 32];
    char files[TOOL_MOST_FILES][TOOL_PATH_SIZE];
    const char *writes[TOOL_MOST_FILES + TOOL_MOST_PATHS + 1];
};

static bool make_command(const struct tool_request *request, struct command *command,
                         struct error *error)
{
    const struct tool_row *row = &tools[request->tool];
    size_t count = 0;
    argv_add_all(&command->argv, row->words);
    for (; count < TOOL_MOST_FILES && row->files[count].option != NULL; count++) {
        if (!tool_path(request->folder, request->name, row->files[count].ending,
                       command->files[count], error))
            return false;
        snprintf(command->options[count], sizeof command->options[count], "%.31s%s",
                 row->files[count].option, command->files[count]);
        argv_add(&command->argv, command->options[count]);
        command->writes[count] = command->files[count];
    }
    argv_add_all(&command->argv, request->words);
    if (request->mark != NULL)
        argv_add(&command->argv, request->mark);
    for (size_t i = 0; request->writes[i] != NULL; i++)
        command->writes[count++] = request->writes[i];
    return true;
}

bool tool_start(const struct tool_request *request, struct tool_run *run, struct error *error)
{
    const struct tool_row *row = &tools[request->tool];
    /* Without a home no tool finds what a person has set for it: ~/.valgrindrc, ~/.gnuplot. */
    const char *environment[] = {"LC_ALL=C", "HOME=/nonexistent",
                                 request->bare ? NULL : row->environment[0], row->environment[1],
                                 NULL};
    struct command command = {.argv = {.count = 0}};
    char output[TOOL_PATH_SIZE], errors[TOOL_PATH_SIZE], status[TOOL_PATH_SIZE];
    struct process_limits limits = request->limits;
    struct box box = {.kind = request->box, .status = status};
    if (!make_command(request, &command, error) ||
        !tool_path(request->folder, request->name, ".stdout", output, error) ||
        !tool_path(request->folder, request->name, ".stderr", errors, error) ||
        !tool_path(request->folder, request->name, ".box", status, error) ||
        (request->show != NULL &&
         !shown_command_show(command.argv.list, request->show, request->commands, error)))
        return false;
    /* What an earlier run left must not pass for this one's, and a box must find what it writes to. */
    for (size_t i = 0; command.writes[i] != NULL; i++) {
        if (!file_write(command.writes[i], bytes_of(NULL, 0), error))
            return false;
        box.writes[i] = command.writes[i];
    }
    size_t reads = 0;
    for (; request->reads[reads] != NULL; reads++)
        box.reads[reads] = request->reads[reads];
    box.reads[reads] = request->bare ? NULL : row->library;
    if (row->needs_address_space)
        limits.memory_bytes = 0;
    *run = (struct tool_run){
        .tool = request->tool,
        .folder = request->folder,
        .program = row->words[0] != NULL ? row->words[0] : request->words[0],
        .process = box_start(&box, &(struct process_request){.arguments = command.argv.list,
                                                             .environment = environment,
                                                             .input = request->input,
                                                             .output = output,
                                                             .errors = errors,
                                                             .limits = limits,
                                                             .each_second = request->each_second})};
    snprintf(run->name, sizeof run->name, "%s", request->name);
    snprintf(run->mark, sizeof run->mark, "%s", request->mark == NULL ? "" : request->mark);
    return true;
}

void tool_wait(struct tool_run *run)
{
    struct error unread;
    struct buffer output = buffer_bounded(SIZE_MAX);
    run->result = box_wait(&run->process);
    run->complete = process_succeeded(run->result);
    if (run->complete && run->mark[0] != '\0') {
        size_t mark = strlen(run->mark);
        run->complete = tool_read(run, ".stdout", &output, &unread) && output.len >= mark &&
                        memcmp(output.at + output.len - mark, run->mark, mark) == 0;
        run->printed = run->complete ? output.len - mark : 0;
    }
    buffer_dispose(&output);
}

bool tool_read(const struct tool_run *run, const char *ending, struct buffer *text,
               struct error *error)
{
    char path[TOOL_PATH_SIZE];
    return tool_path(run->folder, run->name, ending, path, error) && file_read(path, text, error);
}
