#include "bench/bench_rows.h"

#include <stdio.h>
#include <string.h>

#define ALGO_TWO "solutions/algo-two/algo_one.c"

static struct row *add(struct rows *rows, const struct stage *stage, const char *kind,
                       const char *file)
{
    if (rows->count == ROWS_MOST)
        return NULL;
    struct row *row = &rows->list[rows->count++];
    *row = (struct row){.subject.stage = stage};
    snprintf(row->name, sizeof row->name, "%s %u", kind, stage->number);
    snprintf(row->subject.label, sizeof row->subject.label, "%s-%u", kind, stage->number);
    snprintf(row->subject.file, sizeof row->subject.file, "%s", file);
    return row;
}

static bool add_stage(struct rows *rows, const struct stage *stage)
{
    char own[COURSE_PATH_SIZE];
    char solution[COURSE_PATH_SIZE];
    course_own_file(stage, own);
    course_solution_file(stage, solution);
    return (subject_is_untouched(stage, own) || add(rows, stage, "yours", own) != NULL) &&
           add(rows, stage, "solution", solution) != NULL;
}

static bool add_start(struct rows *rows, const struct stage *stage)
{
    char start[COURSE_PATH_SIZE];
    course_start_file(stage, start);
    return add(rows, stage, "start", start) != NULL;
}

bool rows_make(const struct stage *stage, const char *file, struct rows *rows, struct error *error)
{
    char solution[COURSE_PATH_SIZE];
    struct row *row;
    rows->count = 0;
    if (file != NULL && strlen(file) >= SUBJECT_PATH_SIZE)
        return error_set(error, "FILE is too long a path");
    bool made = add_start(rows, course_stages);
    if (stage == NULL) {
        for (size_t i = 0; i < course_stage_count; i++)
            made = made && add_stage(rows, &course_stages[i]);
        row = add(rows, course_last(&contract_algo_one), "algo_two", ALGO_TWO);
        made = made && row != NULL;
        if (made) {
            strcpy(row->name, "algo_two");
            strcpy(row->subject.label, "algo-two");
        }
    } else {
        made = made && (stage == course_stages || add_start(rows, stage));
        row = made && file != NULL ? add(rows, stage, "FILE", file) : NULL;
        if (row != NULL)
            strcpy(row->name, "FILE");
        course_solution_file(stage, solution);
        made = made && (file == NULL ? add_stage(rows, stage)
                                     : row != NULL && add(rows, stage, "solution", solution));
    }
    for (size_t i = 0; i < rows->count; i++)
        rows->list[i].asked_for = i == 0 || stage != NULL;
    return made || error_set(error, "there are more than %d programs", ROWS_MOST);
}
