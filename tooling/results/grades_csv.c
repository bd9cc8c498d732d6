#include "base/display.h"
#include "base/format.h"
#include "results/grades_drawings.h"
#include "results/outcome.h"

#include <string.h>

static const char *const figures[] = {"allocs_per_op",       "bytes_per_op",
                                      "leaked_bytes",        "peak_bytes",
                                      "instructions_per_op", "interface_calls_per_op"};
enum { FIGURE_COUNT = sizeof figures / sizeof *figures };

/* Whether a spreadsheet would not show this as it stands: a formula, or a ' that is taken away. */
static bool needs_guard(const char *text)
{
    /* The wide forms of = + - @, which some count for them. */
    static const char *const wide[] = {"\uff1d", "\uff0b", "\uff0d", "\uff20"};
    if (*text != '\0' && strchr("=+-@\t\r\n'", *text) != NULL)
        return true;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        if (strncmp(text, wide[i], strlen(wide[i])) == 0)
            return true;
    }
    return false;
}

static void add_text(struct buffer *csv, const char *text)
{
    char room[DISPLAY_ROOM];
    struct bytes rest = bytes_from_string(text);
    format_add(csv, needs_guard(text) ? "\"'" : "\"");
    while (rest.len > 0) {
        struct bytes piece = display_next(&rest, false, room);
        format_add_bytes(csv, piece);
        if (piece.len == 1 && *piece.at == '"')
            format_add(csv, "\"");
    }
    format_add(csv, "\"");
}

static void add_score(struct buffer *csv, const cJSON *graded)
{
    if (outcome_is_open(graded))
        format_add(csv, ",");
    else
        format_add(csv, ",%.0f", json_number(graded, "score"));
    format_add(csv, ",%.0f", json_number(graded, "max_score"));
}

static void add_figures(struct buffer *csv, const cJSON *graded)
{
    const cJSON *result = json_get(graded, "result");
    const cJSON *measured = json_get(result, "measured");
    for (size_t i = 0; i < FIGURE_COUNT; i++) {
        const cJSON *figure = json_get(measured, figures[i]);
        format_add(csv, ",");
        if (figure != NULL)
            format_add(csv, "%.15g", figure->valuedouble);
    }
}

static void add_row(struct buffer *csv, const cJSON *submission, const cJSON *graded)
{
    const char *outcome = outcome_of(graded);
    add_text(csv, json_text(submission, "name"));
    format_add(csv, ",%.0f,%s,%s", json_number(graded, "stage"), json_text(graded, "verdict"),
               result_is_gate_name(outcome) ? outcome : "");
    add_score(csv, graded);
    add_figures(csv, graded);
    format_add(csv, "\r\n");
}

void grades_draw_csv(const cJSON *grades, struct buffer *csv)
{
    const cJSON *submission, *graded;
    format_add(csv, "name,stage,verdict,first_failed_gate,score,max_score");
    for (size_t i = 0; i < FIGURE_COUNT; i++)
        format_add(csv, ",%s", figures[i]);
    format_add(csv, "\r\n");
    cJSON_ArrayForEach(submission, json_get(grades, "submissions"))
    {
        cJSON_ArrayForEach(graded, json_get(submission, "results"))
        {
            add_row(csv, submission, graded);
        }
    }
}
