/*
 * make view: a stage's heap profile and CPU profile in speedscope. It writes them to one file, and
 * becomes the server that shows it.
 */
#include "base/files.h"
#include "commands/measuring.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "measure/collect_profiles.h"
#include "measure/tools.h"
#include "views/speedscope.h"
#include "views/stacks.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] = "usage: view [--serve yes|no] [--seconds N] [--solution 1] "
                            "[--file FILE] [--into FOLDER] STAGE\n";

/* What tooling/setup view installs. */
#define SERVER "tooling/views/browser/serve.mjs"
#define PAGE "tooling/views/browser/node_modules/speedscope/dist/release/index.html"

enum { MOST_SECONDS = 86400 };

static bool seconds_are_good(const char *seconds, struct error *error)
{
    if (seconds == NULL)
        return true;
    bool digits = strspn(seconds, "0123456789") == strlen(seconds);
    unsigned long value = strtoul(seconds, NULL, 10);
    if (digits && value > 0 && value <= MOST_SECONDS)
        return true;
    return error_set(error, "SECONDS=%.80s: expected a number from 1 to %d", seconds, MOST_SECONDS);
}

static bool read_serve(const char *serve, bool *served, struct error *error)
{
    *served = serve == NULL || strcmp(serve, "yes") == 0;
    if (*served || strcmp(serve, "no") == 0)
        return true;
    return error_set(error, "--serve %.80s: expected yes or no", serve);
}

static bool is_installed(struct error *error)
{
    return access(PAGE, R_OK) == 0 ||
           error_set(error, "speedscope is not installed. To install it: tooling/setup view");
}

struct flames {
    struct flame bytes, blocks, instructions;
};

static bool write_flames(struct workdir *place, const struct flames *flames,
                         char path[WORKDIR_PATH_SIZE], struct error *error)
{
    static const char nothing[] = "nothing was allocated";
    const struct speedscope_profile profiles[] = {
        {"heap", "bytes allocated", nothing, MEASURE_OPS, &flames->bytes},
        {"heap", "blocks allocated", nothing, MEASURE_OPS, &flames->blocks},
        {"cpu", "instructions", "no instruction was counted", MEASURE_CPU_OPS,
         &flames->instructions}};
    char root[WORKDIR_PATH_SIZE];
    const struct speedscope_file file = {.name = place->request.subject->label,
                                         .root = getcwd(root, sizeof root) == NULL ? "" : root,
                                         .profiles = profiles,
                                         .profile_count = sizeof profiles / sizeof *profiles};
    struct buffer json = buffer_bounded(SIZE_MAX);
    bool written = speedscope_write(&file, &json) || error_set(error, "out of memory");
    written = written && workdir_path(place, "profile.json", path, error) &&
              file_write(path, buffer_rest(&json), error);
    buffer_dispose(&json);
    return written;
}

static bool take_flames(const struct dhat *heap, const struct cpu_profile *cpu,
                        struct flames *flames, struct error *error)
{
    return (stacks_heap(heap, ALLOC_SPACE, &flames->bytes) &&
            stacks_heap(heap, ALLOC_OBJECTS, &flames->blocks) &&
            stacks_cpu(&cpu->callgrind, cpu->instructions, &cpu->inlined, &flames->instructions)) ||
           error_set(error, "out of memory");
}

/* Measures the program in `place`, and writes what was found to the file at `path`. */
static bool profile(struct workdir *place, char path[WORKDIR_PATH_SIZE], struct error *error)
{
    struct dhat heap = {0};
    struct cpu_profile cpu = {0};
    struct flames flames = {0};
    bool done = workdir_build(place, error) && take_heap(place, NULL, &heap, error) &&
                take_cpu(place, true, &cpu, error) && take_flames(&heap, &cpu, &flames, error) &&
                write_flames(place, &flames, path, error);
    flame_dispose(&flames.bytes);
    flame_dispose(&flames.blocks);
    flame_dispose(&flames.instructions);
    cpu_profile_dispose(&cpu);
    dhat_dispose(&heap);
    return done;
}

/* Becomes the server. Returns only where that fails. */
static void serve(const char *path, const char *seconds, struct error *error)
{
    fflush(stdout);
    execlp("node", "node", SERVER, path, seconds, (char *)NULL);
    if (errno == ENOENT)
        error_set(error, "node is not installed. To install it: tooling/setup view");
    else
        error_set(error, "node cannot be started: %s", strerror(errno));
}

/* How the profiles are shown. */
struct showing {
    bool served;
    const char *seconds; /* NULL: until it is stopped */
};

static int view(const struct measure_request *request, const void *order)
{
    const struct showing *showing = order;
    struct error error;
    char path[WORKDIR_PATH_SIZE];
    struct workdir place = {.lock = -1};
    bool done = (!showing->served || is_installed(&error)) &&
                workdir_open(request, &place, &error) && profile(&place, path, &error);
    workdir_close(&place);
    if (!done)
        return terminal_trouble(error.text);
    terminal_end_progress();
    if (!showing->served) {
        printf("The profiles: %s\n", path);
        return EXIT_SUCCESS;
    }
    serve(path, showing->seconds, &error);
    return terminal_trouble(error.text);
}

int main(int count, char **arguments)
{
    const char *serve_text, *seconds, *solution, *file, *into, *stage;
    const struct option_text known[] = {{"serve", &serve_text},
                                        {"seconds", &seconds},
                                        {"solution", &solution},
                                        {"file", &file},
                                        {"into", &into}};
    struct error error;
    if (!options_read(count, arguments, known, sizeof known / sizeof *known, &stage)) {
        fputs(usage, stderr);
        return EXIT_TROUBLE;
    }
    struct showing showing = {.seconds = seconds};
    const struct subject_request request = {
        .verb = "view", .stage = stage, .solution = solution, .file = file};
    if (!seconds_are_good(seconds, &error) || !read_serve(serve_text, &showing.served, &error))
        return terminal_trouble(error.text);
    return verb_start(&request, into, view, &showing);
}
