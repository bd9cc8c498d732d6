#include "results/write_grades.h"

#include "base/files.h"
#include "base/format.h"
#include "results/grades.h"
#include "results/grades_drawings.h"

#include <stdio.h>

enum { PATH_SIZE = 4096 };

static const struct {
    const char *name;
    void (*draw)(const cJSON *grades, struct buffer *text);
} drawn[] = {{"results.csv", grades_draw_csv},
             {"results.xml", grades_draw_junit},
             {"report.html", grades_draw_page}};

/* Writes text that was built, and disposes of it. */
static bool write_text(const char *into, const char *name, struct buffer *text, struct error *error)
{
    char path[PATH_SIZE];
    int len = snprintf(path, sizeof path, "%s/%s", into, name);
    bool done = !format_failed(text) && len < PATH_SIZE
                    ? file_write(path, buffer_rest(text), error)
                    : error_set(error, "cannot write %s/%s: out of memory, or the path is too long",
                                into, name);
    buffer_dispose(text);
    return done;
}

cJSON *write_grades(const char *into, const cJSON *grades, struct error *error)
{
    char path[PATH_SIZE];
    struct buffer text = buffer_bounded(SIZE_MAX);
    cJSON *written = NULL;
    if (!json_write(grades, &text))
        text.limit = 0;
    if (!write_text(into, "results.json", &text, error))
        return NULL;
    snprintf(path, sizeof path, "%s/results.json", into);
    text = buffer_bounded(SIZE_MAX);
    if (file_read(path, &text, error))
        written = grades_read("results.json", buffer_rest(&text), error);
    buffer_dispose(&text);
    for (size_t i = 0; written != NULL && i < sizeof drawn / sizeof *drawn; i++) {
        text = buffer_bounded(SIZE_MAX);
        drawn[i].draw(written, &text);
        if (!write_text(into, drawn[i].name, &text, error)) {
            cJSON_Delete(written);
            written = NULL;
        }
    }
    return written;
}
