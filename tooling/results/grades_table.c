#include "base/colours.h"
#include "base/display.h"
#include "base/format.h"
#include "results/grades_drawings.h"
#include "results/outcome.h"

#include <stdio.h>
#include <string.h>

enum { CELL_SIZE = 48 }; /* bytes of a cell, its NUL included */

/* Columns; the shortest has room for the names of the rows about the class. */
enum { SHORTEST_NAME = 12, LONGEST_NAME = 40 };

struct table {
    struct buffer *text;
    const cJSON *grades;
    bool colours;
    /* Widths in columns: names, outcomes, scores of a stage (0: left out) and of a submission. */
    size_t name, outcome, points, score;
};

/* The rows about the whole class. */
enum class_row { HEAD, PASSED, WORST, CLASS_ROWS };
static const char *const class_names[] = {"submission", "passed", "most not-yet"};

static void write_class_cell(const cJSON *grades, enum class_row row, int stage,
                             char cell[CELL_SIZE])
{
    const char *worst = outcome_worst_gate(grades, stage);
    if (row == HEAD)
        snprintf(cell, CELL_SIZE, "stage %.0f",
                 json_number(cJSON_GetArrayItem(json_get(grades, "stages"), stage), "stage"));
    else if (row == PASSED)
        snprintf(cell, CELL_SIZE, "%u of %d", outcome_count(grades, stage, RESULT_PASS),
                 cJSON_GetArraySize(json_get(grades, "submissions")));
    else if (worst != NULL)
        snprintf(cell, CELL_SIZE, "%s (%u)", worst, outcome_count(grades, stage, worst));
    else
        strcpy(cell, "-");
}

/* "50/100"; "25+?/100" if the score of a stage is open. */
static void write_score(const cJSON *submission, char cell[CELL_SIZE])
{
    snprintf(cell, CELL_SIZE, "%.0f%s/%.0f", json_number(submission, "score"),
             outcome_any_open(submission) ? "+?" : "", json_number(submission, "max_score"));
}

/* A stage's score: "25", or "?" if it is open. */
static void write_points(const cJSON *graded, char cell[CELL_SIZE])
{
    if (outcome_is_open(graded))
        strcpy(cell, "?");
    else
        snprintf(cell, CELL_SIZE, "%.0f", json_number(graded, "score"));
}

static void widen(size_t *width, size_t needed)
{
    if (needed > *width)
        *width = needed;
}

/* As wide as the cells need, but for the longest names. */
static void measure(struct table *table)
{
    char cell[CELL_SIZE];
    const cJSON *submission, *graded;
    table->score = strlen("score");
    for (enum class_row row = HEAD; row < CLASS_ROWS; row++) {
        widen(&table->name, strlen(class_names[row]));
        for (int i = 0; i < cJSON_GetArraySize(json_get(table->grades, "stages")); i++) {
            write_class_cell(table->grades, row, i, cell);
            widen(&table->outcome, strlen(cell));
        }
    }
    cJSON_ArrayForEach(submission, json_get(table->grades, "submissions"))
    {
        size_t name = display_width(bytes_from_string(json_text(submission, "name")));
        widen(&table->name, name < LONGEST_NAME ? name : LONGEST_NAME);
        write_score(submission, cell);
        widen(&table->score, strlen(cell));
        cJSON_ArrayForEach(graded, json_get(submission, "results"))
        {
            widen(&table->outcome, strlen(outcome_of(graded)));
            write_points(graded, cell);
            widen(&table->points, strlen(cell) + 1);
        }
    }
}

/* Fits the table into so many columns: without the scores of stages, and then with shorter names. */
static void narrow(struct table *table, size_t columns)
{
    size_t stages = (size_t)cJSON_GetArraySize(json_get(table->grades, "stages"));
    size_t rest = stages * (2 + table->outcome + table->points) + 2 + table->score;
    if (SHORTEST_NAME + rest > columns) {
        rest -= stages * table->points;
        table->points = 0;
    }
    size_t left = columns > rest ? columns - rest : 0;
    if (table->name > left)
        table->name = left > SHORTEST_NAME ? left : SHORTEST_NAME;
}

static void add_class_row(const struct table *table, enum class_row row)
{
    char cell[CELL_SIZE];
    int stages = cJSON_GetArraySize(json_get(table->grades, "stages"));
    int width = (int)(table->outcome + table->points);
    format_add(table->text, "%s", table->colours ? BOLD : "");
    display_add_column(table->text, bytes_from_string(class_names[row]), table->name);
    for (int stage = 0; stage < stages; stage++) {
        bool last = row != HEAD && stage + 1 == stages;
        write_class_cell(table->grades, row, stage, cell);
        format_add(table->text, "  %-*s", last ? 0 : width, cell);
    }
    if (row == HEAD)
        format_add(table->text, "  %*s", (int)table->score, "score");
    format_add(table->text, "%s\n", table->colours ? PLAIN : "");
}

static void add_submission(const struct table *table, const cJSON *submission)
{
    char cell[CELL_SIZE];
    const cJSON *graded;
    display_add_column(table->text, bytes_from_string(json_text(submission, "name")), table->name);
    cJSON_ArrayForEach(graded, json_get(submission, "results"))
    {
        const char *outcome = outcome_of(graded);
        const char *colour = strcmp(outcome, RESULT_PASS) == 0           ? GREEN
                             : result_is_gate_name(outcome)              ? RED
                             : strcmp(outcome, RESULT_INCONCLUSIVE) == 0 ? YELLOW
                                                                         : "";
        bool coloured = table->colours && *colour != '\0';
        write_points(graded, cell);
        format_add(table->text, "  %s%-*s%s%*s", coloured ? colour : "", (int)table->outcome,
                   outcome, coloured ? PLAIN : "", (int)table->points,
                   table->points > 0 ? cell : "");
    }
    write_score(submission, cell);
    format_add(table->text, "  %*s\n", (int)table->score, cell);
}

/* What is inconclusive, and why. */
static void add_open(const cJSON *grades, struct buffer *text)
{
    const char *heading = "\nInconclusive, and so not scored:\n";
    const cJSON *submission, *graded;
    cJSON_ArrayForEach(submission, json_get(grades, "submissions"))
    {
        cJSON_ArrayForEach(graded, json_get(submission, "results"))
        {
            const char *reason = outcome_reason(graded);
            const cJSON *gate = outcome_gate(graded);
            if (!outcome_is_open(graded))
                continue;
            format_add(text, "%s  ", heading);
            heading = "";
            display_add(text, bytes_from_string(json_text(submission, "name")), false);
            format_add(text, ", stage %.0f: ", json_number(graded, "stage"));
            if (gate != NULL)
                format_add(text, "%s: ", json_text(gate, "name"));
            display_add(text, bytes_of(reason, strcspn(reason, "\n")), false);
            format_add(text, "\n");
        }
    }
}

void grades_draw_table(const cJSON *grades, bool colours, unsigned width, struct buffer *text)
{
    struct table table = {.text = text, .grades = grades, .colours = colours};
    const cJSON *submission;
    unsigned tenths;
    measure(&table);
    if (width > 0)
        narrow(&table, width);
    add_class_row(&table, HEAD);
    cJSON_ArrayForEach(submission, json_get(grades, "submissions"))
    {
        add_submission(&table, submission);
    }
    add_class_row(&table, PASSED);
    add_class_row(&table, WORST);
    if (outcome_mean(grades, &tenths))
        format_add(text, "mean score %u.%u of %u\n", tenths / 10, tenths % 10,
                   outcome_most(grades));
    add_open(grades, text);
}
