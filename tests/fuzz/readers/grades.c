#include "results/grades.h"

#include "base/format.h"
#include "fuzz/reader.h"
#include "results/grades_drawings.h"

static void expect_drawn(struct buffer *text)
{
    fuzz_expect(!format_failed(text) && text->len > 0, "grades are drawn");
    buffer_dispose(text);
}

/* Whatever was read can be drawn. */
static void draw(const cJSON *grades)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    grades_draw_table(grades, true, 80, &text);
    expect_drawn(&text);
    grades_draw_csv(grades, &text);
    expect_drawn(&text);
    grades_draw_junit(grades, &text);
    expect_drawn(&text);
    grades_draw_page(grades, &text);
    expect_drawn(&text);
}

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    cJSON *grades = grades_read(name, text, error);
    *left_empty = grades == NULL;
    if (grades == NULL)
        return false;
    draw(grades);
    cJSON_Delete(grades);
    return true;
}
