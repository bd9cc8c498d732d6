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

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] = "usage: view [--serve yes|no] [--seconds N] [--solution 1] "
                            "[--file FILE] [--into FOLDER] STAGE";

/* What tooling/setup view installs. */
#define SERVER "tooling/views/browser/serve.mjs"
#define PAGE "tooling/views/browser/node_modules/speedscope/dist/release/index.html"

enum { MOST_SECONDS = 86400 };

/* Measures the program in `place`, and writes what was found to the file at `path`. */
static bool profile(struct workdir *place, char path[WORKDIR_PATH_SIZE], struct error *error)
{
    static const char nothing[] = "nothing was allocated";
    struct dhat dhat = {0};
    struct cpu_profile callgrind = {0};
    struct samples heap = {0};
    struct samples cpu = {0};
    struct flame bytes = {0};
    struct flame blocks = {0};
    struct flame instructions = {0};
    const struct speedscope_profile profiles[] = {
        {"heap", "bytes allocated", nothing, MEASURE_OPS, &bytes},
        {"heap", "blocks allocated", nothing, MEASURE_OPS, &blocks},
        {"cpu", "instructions", "no instruction was counted", MEASURE_CPU_OPS, &instructions}};
    char root[WORKDIR_PATH_SIZE];
    const struct speedscope_file file = {.name = place->request.subject->label,
                                         .root = getcwd(root, sizeof root) == NULL ? "" : root,
                                         .profiles = profiles,
                                         .profile_count = sizeof profiles / sizeof *profiles};
    struct buffer json = buffer_bounded(SIZE_MAX);
    bool done = workdir_build(place, error) && take_heap(place, NULL, &dhat, error) &&
                take_cpu(place, true, &callgrind, error) &&
                ((samples_of_heap(&dhat, &heap) &&
                  samples_of_cpu(&callgrind.callgrind, callgrind.instructions, &callgrind.inlined,
                                 true, &cpu) &&
                  flame_of(&heap, ALLOC_SPACE, &bytes) && flame_of(&heap, ALLOC_OBJECTS, &blocks) &&
                  flame_of(&cpu, INSTRUCTIONS, &instructions) && speedscope_write(&file, &json)) ||
                 error_out_of_memory(error)) &&
                workdir_path(place, "profile.json", path, error) &&
                file_write(path, buffer_rest(&json), error);
    buffer_dispose(&json);
    flame_dispose(&bytes);
    flame_dispose(&blocks);
    flame_dispose(&instructions);
    samples_dispose(&heap);
    samples_dispose(&cpu);
    cpu_profile_dispose(&callgrind);
    dhat_dispose(&dhat);
    return done;
}

/* How the profiles are shown. */
struct options {
    bool served;
    const char *seconds; /* NULL: until it is stopped */
};

static int view(const struct measure_request *request, const void *context)
{
    const struct options *options = context;
    struct error error;
    char path[WORKDIR_PATH_SIZE];
    struct workdir place = {.lock = -1};
    if (options->served && access(PAGE, R_OK) != 0)
        return terminal_trouble("speedscope is not installed. To install it: tooling/setup view");
    bool done = workdir_open(request, &place, &error) && profile(&place, path, &error);
    workdir_close(&place);
    if (!done)
        return terminal_trouble(error.text);
    terminal_end_progress();
    if (!options->served) {
        printf("The profiles: %s\n", path);
        return EXIT_SUCCESS;
    }
    fflush(stdout);
    execlp("node", "node", SERVER, path, options->seconds, (char *)NULL);
    if (errno == ENOENT)
        return terminal_trouble("node is not installed. To install it: tooling/setup view");
    error_set(&error, "node cannot be started: %s", strerror(errno));
    return terminal_trouble(error.text);
}

int main(int count, char **arguments)
{
    const char *serve, *seconds, *into;
    uint64_t number;
    struct error error;
    struct subject_request subject = {.verb = "view"};
    const struct known_option own[] = {
        {"serve", .text = &serve},
        {"seconds", .text = &seconds, .number = &number, .least = 1, .most = MOST_SECONDS},
        {0}};
    if (!verb_options(count, arguments, own, usage, &subject, &into, &error))
        return terminal_trouble(error.text);
    const struct options options = {.served = serve == NULL || strcmp(serve, "yes") == 0,
                                    .seconds = seconds};
    if (!options.served && strcmp(serve, "no") != 0) {
        error_set(&error, "--serve %.80s: expected yes or no", serve);
        return terminal_trouble(error.text);
    }
    return verb_start(&subject, into, view, &options);
}
