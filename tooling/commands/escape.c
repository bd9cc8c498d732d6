/* make escape: which of a stage's allocations could leave the heap, and what keeps the others there. */
#include "base/files.h"
#include "commands/measuring.h"
#include "measure/collect_profiles.h"
#include "measure/tools.h"
#include "views/escape_analysis.h"
#include "views/escape_verdicts.h"

#include <stdio.h>
#include <string.h>

/* The files that a place can be in: the subject's first, then the stream library's. */
enum { MOST_SOURCES = 16, LARGEST_SOURCE = 16 << 20 };

static bool draw(struct workdir *place, const struct heap_verdicts *verdicts, struct buffer *text,
                 struct error *error)
{
    const char *usage_file = place->build.stack_usage;
    struct source_text sources[MOST_SOURCES];
    struct buffer texts[MOST_SOURCES] = {0};
    struct stack_usage usage = {0};
    struct buffer frames = buffer_bounded(LARGEST_SOURCE);
    size_t count = 0;
    bool drawn = true;
    while (drawn && count < MOST_SOURCES && (count == 0 || compile_library_sources[count - 1])) {
        char path[WORKDIR_PATH_SIZE];
        if (count == 0)
            snprintf(path, sizeof path, "%s", place->request.subject->file);
        else
            snprintf(path, sizeof path, "stages/%s", compile_library_sources[count - 1]);
        const char *name =
            count == 0 ? place->request.subject->file : compile_library_sources[count - 1];
        texts[count] = buffer_bounded(LARGEST_SOURCE);
        drawn = file_read(path, &texts[count], error);
        sources[count] = (struct source_text){file_name(name), buffer_rest(&texts[count])};
        count++;
    }
    drawn = drawn && file_read(usage_file, &frames, error) &&
            stack_usage_read(usage_file, buffer_rest(&frames), &usage, error);
    if (drawn)
        heap_verdicts_draw(verdicts, &usage, sources, count, text);
    stack_usage_dispose(&usage);
    buffer_dispose(&frames);
    for (size_t i = 0; i < count; i++)
        buffer_dispose(&texts[i]);
    return drawn;
}

static bool escape(struct workdir *place, const void *options, struct buffer *text,
                   struct error *error)
{
    const char *file = file_name(place->request.subject->file);
    struct escape_analysis analysis = {0};
    struct heap_verdicts verdicts = {0};
    struct dhat dhat = {0};
    (void)options;
    bool done = escape_analyse(place, file, &analysis, error) &&
                take_heap(place, NULL, &dhat, error) &&
                (heap_verdicts_make(&analysis.all, &analysis.left, &analysis.left_of_any_size,
                                    &dhat, file, MEASURE_OPS, &verdicts) ||
                 error_out_of_memory(error)) &&
                draw(place, &verdicts, text, error);
    heap_verdicts_dispose(&verdicts);
    dhat_dispose(&dhat);
    escape_analysis_dispose(&analysis);
    return done;
}

int main(int count, char **arguments)
{
    return verb_main(count, arguments, "escape", escape);
}
