#include "learn/progress_document.h"

#include "base/format.h"
#include "base/scan.h"
#include "fuzz/reader.h"
#include "learn/prediction.h"

static void add_all(struct progress *progress, struct buffer *text)
{
    for (size_t i = 0; i < course_stage_count; i++) {
        const struct progress_stage *entry = progress_of(progress, &course_stages[i]);
        prediction_add(entry->predicted, text);
        prediction_add(entry->best, text);
        format_add(text, "%s %s", entry->verdict == NULL ? "" : entry->verdict,
                   entry->gate == NULL ? "" : entry->gate);
    }
}

/* What was read is written, and read again, as it is. */
bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct error unused;
    struct progress progress;
    struct buffer first = buffer_bounded(SIZE_MAX);
    struct buffer again = buffer_bounded(SIZE_MAX);
    struct buffer shown = buffer_bounded(SIZE_MAX);
    bool read = progress_read(name, text, &progress, error);
    add_all(&progress, &shown);
    fuzz_expect(progress_write(&progress, &first), "progress is written");
    *left_empty =
        !prediction_has_any(progress.stages[0].predicted) && progress.stages[0].checks == 0;
    fuzz_expect(progress_read(name, buffer_rest(&first), &progress, &unused), "it is read again");
    fuzz_expect(progress_write(&progress, &again) &&
                    bytes_equal(buffer_rest(&first), buffer_rest(&again)),
                "it is the same");
    buffer_dispose(&first);
    buffer_dispose(&again);
    buffer_dispose(&shown);
    return read;
}
