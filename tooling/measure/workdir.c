#include "measure/workdir.h"

#include "base/files.h"
#include "base/format.h"
#include "measure/shown_command.h"
#include "probe/frame.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { COMMAND_SECONDS = 120 }; /* of CPU time */

static const struct process_limits limits = {.cpu_seconds = COMMAND_SECONDS,
                                             .wall_seconds = 300,
                                             .file_bytes = (uint64_t)256 << 20,
                                             .memory_bytes = (uint64_t)4 << 30};

bool workdir_path(const struct workdir *place, const char *name, char path[WORKDIR_PATH_SIZE],
                  struct error *error)
{
    return snprintf(path, WORKDIR_PATH_SIZE, "%s/%s", place->folder, name) < WORKDIR_PATH_SIZE ||
           error_set(error, "%.4000s is too long a path", place->folder);
}

static bool lock_place(struct workdir *place, struct error *error)
{
    char path[WORKDIR_PATH_SIZE];
    if (!workdir_path(place, ".lock", path, error))
        return false;
    place->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (place->lock >= 0 && flock(place->lock, LOCK_EX) == 0)
        return true;
    error_set(error, "cannot lock %.4000s: %s", path, strerror(errno));
    workdir_close(place);
    return false;
}

bool workdir_open(const struct measure_request *request, struct workdir *place, struct error *error)
{
    *place = (struct workdir){.request = *request, .lock = -1};
    int len = snprintf(place->folder, WORKDIR_PATH_SIZE, "%s/%s/%s", request->into, request->verb,
                       request->subject->label);
    if (len >= WORKDIR_PATH_SIZE ||
        !compile_paths_in(place->folder, request->subject->stage->contract, &place->build))
        return error_set(error, "%.4000s is too long a path", request->into);
    return subject_is_readable(request->subject->file, error) &&
           folder_make(place->folder, error) && lock_place(place, error);
}

void workdir_close(struct workdir *place)
{
    if (place->lock >= 0)
        close(place->lock);
    place->lock = -1;
}

/* The first line of a file that holds `part`, or else its first line; "" where there is none. */
static void first_line_with(const char *path, const char *part, struct buffer *line)
{
    struct error error;
    struct buffer words = buffer_bounded((size_t)8 << 20);
    if (file_read(path, &words, &error) && words.len > 0) {
        struct bytes all = buffer_rest(&words);
        const unsigned char *found = memmem(all.at, all.len, part, strlen(part));
        const unsigned char *start = found == NULL ? all.at : found;
        while (start > all.at && start[-1] != '\n')
            start--;
        struct bytes rest = bytes_skip(all, (size_t)(start - all.at));
        const unsigned char *end = memchr(rest.at, '\n', rest.len);
        format_add_printable(line,
                             bytes_of(rest.at, end == NULL ? rest.len : (size_t)(end - rest.at)));
    }
    buffer_dispose(&words);
}

bool measure_refuse_end(struct process_result result, const char *program, struct error *error)
{
    switch (result.end) {
    case PROCESS_NOT_STARTED:
        if (result.code == ENOENT)
            return error_set(error, "%s is not installed. To install it: tooling/setup", program);
        return error_set(error, "%s cannot be started: %s", program, strerror(result.code));
    case PROCESS_INTERRUPTED:
        return error_set(error, "interrupted");
    case PROCESS_CPU_LIMIT:
    case PROCESS_WALL_LIMIT:
        return error_set(error, "%s was stopped: it took too long", program);
    case PROCESS_FILE_LIMIT:
        return error_set(error, "%s was stopped: it wrote too much", program);
    default:
        return error_set(error, "%s failed", program);
    }
}

/* Fails with the line of a compiler's or linker's words that says why. */
static bool refuse_words(const char *what, const char *path, const char *part, struct error *error)
{
    struct buffer line = buffer_bounded(WORKDIR_PATH_SIZE);
    first_line_with(path, part, &line);
    error_set(error, "%s: %.*s", what, (int)line.len, (const char *)line.at);
    buffer_dispose(&line);
    return false;
}

static bool is_empty(const char *path)
{
    struct buffer line = buffer_bounded(WORKDIR_PATH_SIZE);
    first_line_with(path, "\n", &line);
    bool empty = line.len == 0;
    buffer_dispose(&line);
    return empty;
}

/*
 * The function of the contract that the linker misses first; NULL where it is none. What calls it is
 * the probe's, and says nothing to a learner.
 */
static const char *missing_function(const struct compile_paths *build)
{
    const char *missing = NULL;
    struct buffer line = buffer_bounded(WORKDIR_PATH_SIZE);
    first_line_with(build->link_words, "undefined reference", &line);
    for (size_t i = 0; build->contract->functions[i] != NULL && missing == NULL; i++) {
        char words[128];
        int len = snprintf(words, sizeof words, "undefined reference to `%s'",
                           build->contract->functions[i]);
        if (line.len > 0 && memmem(line.at, line.len, words, (size_t)len) != NULL)
            missing = build->contract->functions[i];
    }
    buffer_dispose(&line);
    return missing;
}

bool workdir_build(struct workdir *place, struct error *error)
{
    const struct compile_paths *build = &place->build;
    struct process_result compiled = compile_file(place->request.subject->file, build, BOX_NONE);
    if (compiled.end == PROCESS_EXITED && compiled.code != 0)
        return refuse_words("it does not compile", build->words, "error", error);
    if (!process_succeeded(compiled))
        return measure_refuse_end(compiled, compile_command, error);
    struct process_result linked = compile_link(build, BOX_NONE);
    bool failed = linked.end == PROCESS_EXITED && linked.code != 0;
    const char *missing = failed ? missing_function(build) : NULL;
    if (missing != NULL)
        return error_set(error, "it does not define %s: stages/%s says what it must look like",
                         missing, build->contract->header);
    if (failed)
        return refuse_words("it compiles, but cannot be linked",
                            is_empty(build->link_words) ? build->static_link_words
                                                        : build->link_words,
                            "undefined reference", error);
    return process_succeeded(linked) || measure_refuse_end(linked, compile_command, error);
}

static bool show_command(const struct workdir *place, const char *const *words, struct error *error)
{
    char root[WORKDIR_PATH_SIZE];
    struct buffer line = buffer_bounded(SIZE_MAX);
    shown_command_add(&line, words, getcwd(root, sizeof root) == NULL ? "" : root);
    format_add_bytes(&line, bytes_of("", 1));
    bool shown = !format_failed(&line);
    if (shown && place->request.commands != NULL)
        format_add(place->request.commands, "$ %s\n", (const char *)line.at);
    else if (shown)
        place->request.show((const char *)line.at);
    buffer_dispose(&line);
    return shown || error_set(error, "out of memory");
}

/* Where `name` + `ending` lies in the place. */
static bool said_path(const struct workdir *place, const char *name, const char *ending,
                      char path[WORKDIR_PATH_SIZE], struct error *error)
{
    char file[128];
    snprintf(file, sizeof file, "%.100s%s", name, ending);
    return workdir_path(place, file, path, error);
}

bool measure_within(struct workdir *place, const char *const *words, const char *name,
                    const struct process_limits *limited, struct process_result *result,
                    struct error *error)
{
    char output[WORKDIR_PATH_SIZE];
    char errors[WORKDIR_PATH_SIZE];
    static const char *const plain_words[] = {"LC_ALL=C", NULL};
    if (!said_path(place, name, ".stdout", output, error) ||
        !said_path(place, name, ".stderr", errors, error) ||
        (place->request.show != NULL && !show_command(place, words, error)))
        return false;
    *result = process_run(&(struct process_request){.arguments = words,
                                                    .environment = plain_words,
                                                    .output = output,
                                                    .errors = errors,
                                                    .limits = *limited,
                                                    .each_second = place->request.each_second});
    return true;
}

bool measure_try(struct workdir *place, const char *const *words, const char *name,
                 unsigned cpu_seconds, struct process_result *result, struct error *error)
{
    struct process_limits limited = limits;
    limited.cpu_seconds = cpu_seconds;
    return measure_within(place, words, name, &limited, result, error);
}

bool measure_command(struct workdir *place, const char *const *words, const char *name,
                     struct error *error)
{
    char errors[WORKDIR_PATH_SIZE];
    struct process_result result;
    if (!measure_try(place, words, name, COMMAND_SECONDS, &result, error))
        return false;
    if (result.end != PROCESS_EXITED)
        return measure_refuse_end(result, words[0], error);
    return result.code == 0 || (said_path(place, name, ".stderr", errors, error) &&
                                refuse_words(words[0], errors, "error", error));
}

bool measure_quietly(const struct workdir *place, const char *const *words, const char *name,
                     struct error *error)
{
    struct workdir quiet = *place;
    quiet.request.show = NULL;
    return measure_command(&quiet, words, name, error);
}

bool workdir_read(const struct workdir *place, const char *name, struct buffer *text,
                  struct error *error)
{
    char path[WORKDIR_PATH_SIZE];
    return workdir_path(place, name, path, error) && file_read(path, text, error);
}
