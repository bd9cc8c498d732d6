#include "results/cells.h"

#include "base/display.h"
#include "results/outcome.h"

#include <stdio.h>
#include <string.h>

/* Columns; the shortest has room for the names of the rows about the class. */
enum { SHORTEST_NAME = 12, LONGEST_NAME = 40 };

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

void cell_write_score(const cJSON *submission, char cell[CELL_SIZE])
{
    snprintf(cell, CELL_SIZE, "%.0f%s/%.0f", json_number(submission, "score"),
             outcome_any_open(submission) ? "+?" : "", json_number(submission, "max_score"));
}

void cell_write_points(const cJSON *graded, char cell[CELL_SIZE])
{
    if (outcome_is_open(graded))
        strcpy(cell, "?");
    else
        snprintf(cell, CELL_SIZE, "%.0f", json_number(graded, "score"));
}

static void write_head(const cJSON *grades, int stage, char cell[CELL_SIZE])
{
    const cJSON *item = cJSON_GetArrayItem(json_get(grades, "stages"), stage);
    snprintf(cell, CELL_SIZE, "stage %.0f", json_number(item, "stage"));
}

static void write_passed(const cJSON *grades, int stage, char cell[CELL_SIZE])
{
    snprintf(cell, CELL_SIZE, "%u of %d", outcome_count(grades, stage, RESULT_PASS),
             cJSON_GetArraySize(json_get(grades, "submissions")));
}

static void write_worst(const cJSON *grades, int stage, char cell[CELL_SIZE])
{
    const char *worst = outcome_worst_gate(grades, stage);
    if (worst == NULL)
        strcpy(cell, "-");
    else
        snprintf(cell, CELL_SIZE, "%s (%u)", worst, outcome_count(grades, stage, worst));
}

const struct class_row class_head = {"submission", write_head};
const struct class_row class_passed = {"passed", write_passed};
const struct class_row class_worst = {"most fall at", write_worst};

static void widen_for_class(struct cell_widths *widths, const cJSON *grades)
{
    const struct class_row *const rows[] = {&class_head, &class_passed, &class_worst};
    char cell[CELL_SIZE];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        widths->name = larger(widths->name, strlen(rows[i]->name));
        for (int stage = 0; stage < cJSON_GetArraySize(json_get(grades, "stages")); stage++) {
            rows[i]->write(grades, stage, cell);
            widths->word = larger(widths->word, strlen(cell));
        }
    }
}

static void widen_for_submission(struct cell_widths *widths, const cJSON *submission)
{
    char cell[CELL_SIZE];
    const cJSON *graded;
    size_t name = display_width(bytes_from_string(json_text(submission, "name")));
    widths->name = larger(widths->name, name < LONGEST_NAME ? name : LONGEST_NAME);
    cell_write_score(submission, cell);
    widths->score = larger(widths->score, strlen(cell));
    cJSON_ArrayForEach(graded, json_get(submission, "results"))
    {
        widths->word = larger(widths->word, strlen(outcome_of(graded)));
        cell_write_points(graded, cell);
        widths->points = larger(widths->points, strlen(cell) + 1);
    }
}

static size_t width_behind_name(const struct cell_widths *widths, const cJSON *grades)
{
    size_t stages = (size_t)cJSON_GetArraySize(json_get(grades, "stages"));
    return stages * (2 + widths->word + widths->points) + 2 + widths->score;
}

static void narrow(struct cell_widths *widths, const cJSON *grades, size_t most)
{
    if (widths->name + width_behind_name(widths, grades) <= most)
        return;
    if (SHORTEST_NAME + width_behind_name(widths, grades) > most)
        widths->points = 0;
    size_t taken = width_behind_name(widths, grades);
    size_t left = most > taken ? most - taken : 0;
    if (widths->name > left)
        widths->name = larger(left, SHORTEST_NAME);
}

struct cell_widths cell_widths_of(const cJSON *grades, size_t most)
{
    struct cell_widths widths = {.score = strlen("score")};
    const cJSON *submission;
    widen_for_class(&widths, grades);
    cJSON_ArrayForEach(submission, json_get(grades, "submissions"))
    {
        widen_for_submission(&widths, submission);
    }
    if (most > 0)
        narrow(&widths, grades, most);
    return widths;
}
