#include "base/display.h"
#include "base/format.h"
#include "results/grades_drawings.h"
#include "results/outcome.h"

#include <string.h>

static const char *const figures[] = {"allocs_per_op",       "bytes_per_op",
                                      "leaked_bytes",        "peak_bytes",
                                      "instructions_per_op", "interface_calls_per_op"};
enum { FIGURE_COUNT = sizeof figures / sizeof *figures };

/* A ' comes first if a spreadsheet would take the text for a formula, or take a ' away. */
static void add_text(struct buffer *csv, const char *text)
{
    /* The wide forms of = + - @, which some spreadsheets take for these. */
    static const char *const wide[] = {"\uff1d", "\uff0b", "\uff0d", "\uff20"};
    char room[DISPLAY_ROOM];
    struct bytes rest = bytes_from_string(text);
    bool guard = *text != '\0' && strchr("=+-@\t\r\n'", *text) != NULL;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        guard |= strncmp(text, wide[i], strlen(wide[i])) == 0;
    format_add(csv, guard ? "\"'" : "\"");
    while (rest.len > 0) {
        struct bytes piece = display_next(&rest, false, room);
        format_add_bytes(csv, piece);
        if (piece.len == 1 && *piece.at == '"')
            format_add(csv, "\"");
    }
    format_add(csv, "\"");
}

static void add_row(struct buffer *csv, const cJSON *submission, const cJSON *graded)
{
    const char *outcome = outcome_of(graded);
    add_text(csv, json_text(submission, "name"));
    format_add(csv, ",%.0f,%s,%s,", json_number(graded, "stage"), json_text(graded, "verdict"),
               result_is_gate_name(outcome) ? outcome : "");
    if (!outcome_is_open(graded))
        format_add(csv, "%.0f", json_number(graded, "score"));
    format_add(csv, ",%.0f", json_number(graded, "max_score"));
    for (size_t i = 0; i < FIGURE_COUNT; i++) {
        const cJSON *figure =
            json_get(json_get(json_get(graded, "result"), "measured"), figures[i]);
        format_add(csv, ",");
        if (figure != NULL)
            format_add(csv, "%.15g", figure->valuedouble);
    }
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
