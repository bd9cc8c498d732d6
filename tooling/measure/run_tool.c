#include "measure/run_tool.h"

#include "base/files.h"
#include "base/format.h"
#include "measure/shown_command.h"
#include "run/argv.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

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
};

static bool make_command(const struct tool_request *request, struct command *command,
                         struct error *error)
{
    const struct tool_row *row = &tools[request->tool];
    argv_add_all(&command->argv, row->words);
    for (size_t i = 0; i < TOOL_MOST_FILES && row->files[i].option != NULL; i++) {
        if (!tool_path(request->folder, request->name, row->files[i].ending, command->files[i],
                       error))
            return false;
        snprintf(command->options[i], sizeof command->options[i], "%.31s%s", row->files[i].option,
                 command->files[i]);
        argv_add(&command->argv, command->options[i]);
    }
    argv_add_all(&command->argv, request->words);
    if (request->mark != NULL)
        argv_add(&command->argv, request->mark);
    return true;
}

static bool show_command(const struct tool_request *request, const char *const *words,
                         struct error *error)
{
    char root[TOOL_PATH_SIZE];
    struct buffer line = buffer_bounded(SIZE_MAX);
    shown_command_add(&line, words, getcwd(root, sizeof root) == NULL ? "" : root);
    format_add_bytes(&line, bytes_of("", 1));
    bool shown = !format_failed(&line);
    if (shown && request->commands != NULL)
        format_add(request->commands, "$ %s\n", (const char *)line.at);
    else if (shown)
        request->show((const char *)line.at);
    buffer_dispose(&line);
    return shown || error_out_of_memory(error);
}

/* What an earlier run left must not pass for this one's, and a box must find what it writes to. */
static bool make_files(struct box *box, const struct tool_request *request,
                       const struct command *command, struct error *error)
{
    size_t count = 0;
    for (size_t i = 0; i < TOOL_MOST_FILES && command->files[i][0] != '\0'; i++)
        box->writes[count++] = command->files[i];
    for (size_t i = 0; request->writes[i] != NULL; i++)
        box->writes[count++] = request->writes[i];
    for (size_t i = 0; i < count; i++) {
        if (!file_write(box->writes[i], bytes_of(NULL, 0), error))
            return false;
    }
    return true;
}

bool tool_start(const struct tool_request *request, struct tool_run *run, struct error *error)
{
    const struct tool_row *row = &tools[request->tool];
    struct command command = {.argv = {.count = 0}};
    char output[TOOL_PATH_SIZE], errors[TOOL_PATH_SIZE], status[TOOL_PATH_SIZE];
    struct box box = {.kind = request->box, .status = status};
    if (!make_command(request, &command, error) ||
        !tool_path(request->folder, request->name, ".stdout", output, error) ||
        !tool_path(request->folder, request->name, ".stderr", errors, error) ||
        !tool_path(request->folder, request->name, ".box", status, error) ||
        (request->show != NULL && !show_command(request, command.argv.list, error)) ||
        !make_files(&box, request, &command, error))
        return false;

    size_t reads = 0;
    while (request->reads[reads] != NULL) {
        box.reads[reads] = request->reads[reads];
        reads++;
    }
    const char *environment[] = {"LC_ALL=C", NULL, NULL};
    if (!request->bare) {
        environment[1] = row->environment;
        box.reads[reads] = row->library;
    }
    struct process_limits limits = request->limits;
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
