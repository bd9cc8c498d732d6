/* make escape: which of a stage's allocations could leave the heap, and what keeps the others there. */
#include "base/files.h"
#include "base/scan.h"
#include "commands/measuring.h"
#include "measure/collect_profiles.h"
#include "measure/tools.h"
#include "views/analyse.h"
#include "views/escape_verdicts.h"

#include <stdio.h>
#include <string.h>

/* The files that a place can be in: the subject's first, then the stream library's. */
enum { MOST_SOURCES = 16 };

struct sources {
    struct source_text list[MOST_SOURCES];
    struct buffer texts[MOST_SOURCES]; /* owned */
    size_t count;
};

/* Reads the file at `path`; `name` stays. */
static bool add_source(struct sources *sources, const char *path, const char *name,
                       struct error *error)
{
    struct buffer *text = &sources->texts[sources->count];
    *text = buffer_bounded((size_t)16 << 20);
    if (!file_read(path, text, error)) {
        buffer_dispose(text);
        return false;
    }
    sources->list[sources->count++] =
        (struct source_text){.file = file_name(name), .text = buffer_rest(text)};
    return true;
}

static bool read_sources(const char *file, struct sources *sources, struct error *error)
{
    char path[WORKDIR_PATH_SIZE];
    sources->count = 0;
    bool read = add_source(sources, file, file, error);
    for (size_t i = 0; read && compile_library_sources[i] != NULL && i + 1 < MOST_SOURCES; i++) {
        snprintf(path, sizeof path, "stages/%s", compile_library_sources[i]);
        read = add_source(sources, path, compile_library_sources[i], error);
    }
    return read;
}

static void dispose_sources(struct sources *sources)
{
    for (size_t i = 0; i < sources->count; i++)
        buffer_dispose(&sources->texts[i]);
}

static bool draw(struct workdir *place, const struct heap_verdicts *verdicts, struct buffer *text,
                 struct error *error)
{
    struct sources sources;
    struct stack_usage usage = {0};
    struct buffer frames = buffer_bounded((size_t)16 << 20);
    bool drawn = read_sources(place->request.subject->file, &sources, error) &&
                 file_read(place->build.stack_usage, &frames, error) &&
                 stack_usage_read(place->build.stack_usage, buffer_rest(&frames), &usage, error);
    if (drawn)
        heap_verdicts_draw(verdicts, &usage, sources.list, sources.count, text);
    stack_usage_dispose(&usage);
    buffer_dispose(&frames);
    dispose_sources(&sources);
    return drawn;
}

static bool analyse(struct workdir *place, const void *order, struct buffer *text,
                    struct error *error)
{
    const char *file = file_name(place->request.subject->file);
    (void)order;
    struct taken_sites taken = {0};
    struct heap_verdicts verdicts = {0};
    struct dhat dhat = {0};
    bool done = take_sites(place, file, &taken, error) && take_heap(place, NULL, &dhat, error) &&
                (heap_verdicts_make(&taken.all, &taken.left, &taken.left_of_any_size, &dhat, file,
                                    MEASURE_OPS, &verdicts) ||
                 error_set(error, "out of memory"));
    done = done && draw(place, &verdicts, text, error);
    heap_verdicts_dispose(&verdicts);
    dhat_dispose(&dhat);
    taken_sites_dispose(&taken);
    return done;
}

static int escape(const struct measure_request *request, const void *order)
{
    return verb_show(request, analyse, order);
}

int main(int count, char **arguments)
{
    return verb_main(count, arguments, "escape", escape);
}
