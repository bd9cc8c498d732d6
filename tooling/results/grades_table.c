#include "base/colours.h"
#include "base/display.h"
#include "base/format.h"
#include "results/cells.h"
#include "results/grades_drawings.h"
#include "results/outcome.h"

#include <string.h>

struct table {
    struct buffer *text;
    const cJSON *grades;
    struct cell_widths widths;
    bool colours;
};

static void add_name(const struct table *table, const char *name)
{
    display_add_column(table->text, bytes_from_string(name), table->widths.name);
}

/* A row about the class; `behind` its last column where it is not NULL. */
static void add_class_row(const struct table *table, const struct class_row *row,
                          const char *behind)
{
    char cell[CELL_SIZE];
    int stages = cJSON_GetArraySize(json_get(table->grades, "stages"));
    int width = (int)(table->widths.word + table->widths.points);
    format_add(table->text, "%s", table->colours ? BOLD : "");
    add_name(table, row->name);
    for (int stage = 0; stage < stages; stage++) {
        bool last = behind == NULL && stage + 1 == stages;
        row->write(table->grades, stage, cell);
        format_add(table->text, "  %-*s", last ? 0 : width, cell);
    }
    if (behind != NULL)
        format_add(table->text, "  %*s", (int)table->widths.score, behind);
    format_add(table->text, "%s\n", table->colours ? PLAIN : "");
}

static const char *colour_of(const char *outcome)
{
    if (strcmp(outcome, RESULT_PASS) == 0)
        return GREEN;
    if (result_is_gate_name(outcome))
        return RED;
    return strcmp(outcome, RESULT_INCONCLUSIVE) == 0 ? YELLOW : "";
}

static void add_graded(const struct table *table, const cJSON *graded)
{
    char points[CELL_SIZE] = "";
    const char *outcome = outcome_of(graded);
    bool coloured = table->colours && *colour_of(outcome) != '\0';
    if (table->widths.points > 0)
        cell_write_points(graded, points);
    format_add(table->text, "  %s%-*s%s%*s", coloured ? colour_of(outcome) : "",
               (int)table->widths.word, outcome, coloured ? PLAIN : "", (int)table->widths.points,
               points);
}

static void add_submission(const struct table *table, const cJSON *submission)
{
    char score[CELL_SIZE];
    const cJSON *graded;
    add_name(table, json_text(submission, "name"));
    cJSON_ArrayForEach(graded, json_get(submission, "results"))
    {
        add_graded(table, graded);
    }
    cell_write_score(submission, score);
    format_add(table->text, "  %*s\n", (int)table->widths.score, score);
}

static void add_open(const cJSON *submission, const cJSON *graded, struct buffer *text)
{
    const char *reason = outcome_reason(graded);
    const cJSON *gate = outcome_gate(graded);
    format_add(text, "  ");
    display_add(text, bytes_from_string(json_text(submission, "name")), false);
    format_add(text, ", stage %.0f: ", json_number(graded, "stage"));
    if (gate != NULL)
        format_add(text, "%s: ", json_text(gate, "name"));
    display_add(text, bytes_of(reason, strcspn(reason, "\n")), false);
    format_add(text, "\n");
}

static void add_all_open(const cJSON *grades, struct buffer *text)
{
    const cJSON *submission, *graded;
    bool any = false;
    cJSON_ArrayForEach(submission, json_get(grades, "submissions"))
    {
        cJSON_ArrayForEach(graded, json_get(submission, "results"))
        {
            if (!outcome_is_open(graded))
                continue;
            if (!any)
                format_add(text, "\nInconclusive, and so not scored:\n");
            any = true;
            add_open(submission, graded, text);
        }
    }
}

static void add_mean(const cJSON *grades, struct buffer *text)
{
    unsigned tenths;
    if (outcome_mean(grades, &tenths))
        format_add(text, "mean score %u.%u of %u\n", tenths / 10, tenths % 10,
                   outcome_most(grades));
}

void grades_draw_table(const cJSON *grades, bool colours, unsigned width, struct buffer *text)
{
    const struct table table = {.text = text,
                                .grades = grades,
                                .widths = cell_widths_of(grades, width),
                                .colours = colours};
    const cJSON *submission;
    add_class_row(&table, &class_head, "score");
    cJSON_ArrayForEach(submission, json_get(grades, "submissions"))
    {
        add_submission(&table, submission);
    }
    add_class_row(&table, &class_passed, NULL);
    add_class_row(&table, &class_worst, NULL);
    add_mean(grades, text);
    add_all_open(grades, text);
}
