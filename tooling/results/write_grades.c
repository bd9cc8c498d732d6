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

/* Writes text that was put together. */
static bool leave(const char *into, const char *name, const struct buffer *text,
                  struct error *error)
{
    char path[PATH_SIZE];
    if (!format_failed(text) && snprintf(path, sizeof path, "%s/%s", into, name) < (int)sizeof path)
        return file_write(path, buffer_rest(text), error);
    return error_set(error, "cannot write %s/%s: out of memory, or the path is too long", into,
                     name);
}

static cJSON *read_back(const char *into, struct error *error)
{
    char path[PATH_SIZE];
    struct buffer text = buffer_bounded(SIZE_MAX);
    snprintf(path, sizeof path, "%s/results.json", into);
    cJSON *grades = file_read(path, &text, error)
                        ? grades_read("results.json", buffer_rest(&text), error)
                        : NULL;
    buffer_dispose(&text);
    return grades;
}

cJSON *write_grades(const char *into, const cJSON *grades, struct error *error)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    if (!json_write(grades, &text))
        text.limit = 0;
    bool done = leave(into, "results.json", &text, error);
    buffer_dispose(&text);
    cJSON *kept = done ? read_back(into, error) : NULL;
    done = kept != NULL;
    for (size_t i = 0; done && i < sizeof drawn / sizeof *drawn; i++) {
        text = buffer_bounded(SIZE_MAX);
        drawn[i].draw(kept, &text);
        done = leave(into, drawn[i].name, &text, error);
        buffer_dispose(&text);
    }
    if (done)
        return kept;
    cJSON_Delete(kept);
    return NULL;
}
