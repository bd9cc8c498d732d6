#include "measure/workdir.h"

#include "base/files.h"
#include "base/format.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

bool workdir_path(const struct workdir *place, const char *name, char path[WORKDIR_PATH_SIZE],
                  struct error *error)
{
    return tool_path(place->folder, name, "", path, error);
}

bool workdir_read(const struct workdir *place, const char *name, struct buffer *text,
                  struct error *error)
{
    char path[WORKDIR_PATH_SIZE];
    return workdir_path(place, name, path, error) && file_read(path, text, error);
}

bool workdir_open(const struct measure_request *request, struct workdir *place, struct error *error)
{
    char path[WORKDIR_PATH_SIZE];
    *place = (struct workdir){.request = *request, .lock = -1};
    int len = snprintf(place->folder, WORKDIR_PATH_SIZE, "%s/%s/%s", request->into, request->verb,
                       request->subject->label);
    if (len >= WORKDIR_PATH_SIZE ||
        !compile_paths_in(place->folder, request->subject->stage->contract, &place->build))
        return error_set(error, "%.4000s is too long a path", request->into);
    if (!subject_is_readable(request->subject->file, error) || !folder_make(place->folder, error) ||
        !workdir_path(place, ".lock", path, error))
        return false;
    place->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (place->lock >= 0 && flock(place->lock, LOCK_EX) == 0)
        return true;
    error_set(error, "cannot lock %.4000s: %s", path, strerror(errno));
    workdir_close(place);
    return false;
}

void workdir_close(struct workdir *place)
{
    if (place->lock >= 0)
        close(place->lock);
    place->lock = -1;
}

/* The first line of a file that holds `part`, or else its first line; empty if there is none. */
static struct buffer first_line_with(const char *path, const char *part)
{
    struct error unread;
    struct buffer line = buffer_bounded(WORKDIR_PATH_SIZE);
    struct buffer text = buffer_bounded((size_t)8 << 20);
    if (file_read(path, &text, &unread) && text.len > 0) {
        struct bytes all = buffer_rest(&text);
        const unsigned char *found = memmem(all.at, all.len, part, strlen(part));
        const unsigned char *start = found == NULL ? all.at : found;
        while (start > all.at && start[-1] != '\n')
            start--;
        struct bytes rest = bytes_skip(all, (size_t)(start - all.at));
        const unsigned char *end = memchr(rest.at, '\n', rest.len);
        format_add_printable(&line,
                             bytes_of(rest.at, end == NULL ? rest.len : (size_t)(end - rest.at)));
    }
    buffer_dispose(&text);
    return line;
}

/* Fails with the line of what a program printed that says why. */
static bool refuse_with_line(const char *what, const char *path, const char *part,
                             struct error *error)
{
    struct buffer line = first_line_with(path, part);
    error_set(error, "%s: %.*s", what, (int)line.len, (const char *)line.at);
    buffer_dispose(&line);
    return false;
}

/*
 * Fails with what the linker misses: a function of the contract is what a learner forgot; what calls
 * it is the probe's, and says nothing to them.
 */
static bool refuse_link(const struct compile_paths *build, struct error *error)
{
    static const char undefined[] = "undefined reference";
    const char *missing = NULL;
    struct buffer line = first_line_with(build->link_words, undefined);
    for (size_t i = 0; build->contract->functions[i] != NULL && missing == NULL; i++) {
        char words[128];
        int len =
            snprintf(words, sizeof words, "%s to `%s'", undefined, build->contract->functions[i]);
        if (line.len > 0 && memmem(line.at, line.len, words, (size_t)len) != NULL)
            missing = build->contract->functions[i];
    }
    const char *said = line.len == 0 ? build->static_link_words : build->link_words;
    buffer_dispose(&line);
    if (missing != NULL)
        return error_set(error, "your file does not define %s: copy its declaration from stages/%s",
                         missing, build->contract->header);
    return refuse_with_line("it compiles, but cannot be linked", said, undefined, error);
}

bool workdir_build(struct workdir *place, struct error *error)
{
    const struct compile_paths *build = &place->build;
    struct process_result ended = compile_file(place->request.subject->file, build, BOX_NONE);
    if (ended.end == PROCESS_EXITED && ended.code != 0)
        return refuse_with_line("it does not compile", build->words, "error", error);
    if (process_succeeded(ended))
        ended = compile_link(build, BOX_NONE);
    if (ended.end == PROCESS_EXITED && ended.code != 0)
        return refuse_link(build, error);
    return process_succeeded(ended) || process_error(ended, compile_command, error);
}

bool workdir_try(const struct workdir *place, const struct tool_request *request,
                 struct tool_run *run, struct error *error)
{
    struct tool_request own = *request;
    own.folder = place->folder;
    own.bare = true;
    own.show = place->request.show;
    own.commands = place->request.commands;
    own.each_second = place->request.each_second;
    if (own.limits.cpu_seconds == 0)
        own.limits = tool_limits;
    if (!tool_start(&own, run, error))
        return false;
    tool_wait(run);
    return true;
}

static bool run_command(const struct workdir *place, const struct tool_request *request,
                        struct error *error)
{
    struct tool_run run;
    char said[WORKDIR_PATH_SIZE];
    if (!workdir_try(place, request, &run, error))
        return false;
    if (run.result.end != PROCESS_EXITED)
        return process_error(run.result, run.program, error);
    return run.complete || (tool_path(place->folder, run.name, ".stderr", said, error) &&
                            refuse_with_line(run.program, said, "error", error));
}

bool workdir_run(const struct workdir *place, const char *const *words, const char *name,
                 struct error *error)
{
    return run_command(place, &(struct tool_request){.words = words, .name = name}, error);
}

bool workdir_run_quietly(const struct workdir *place, enum tool tool, const char *const *words,
                         const char *name, struct error *error)
{
    struct workdir quiet = *place;
    quiet.request.show = NULL;
    return run_command(&quiet, &(struct tool_request){.tool = tool, .words = words, .name = name},
                       error);
}
