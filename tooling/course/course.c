#include "course/course.h"

#include <stdio.h>
#include <string.h>

const struct stage course_stages[] = {
#include "course_table.h" /* made by CMake from the add_stage() lines */
};

const size_t course_stage_count = sizeof course_stages / sizeof *course_stages;

/* Whether `text` is the stage's name, with or without "stages/" before it and its file after it. */
static bool is_path_of(const struct stage *stage, const char *text)
{
    static const char above[] = "stages/";
    size_t len = strlen(stage->name);
    if (strncmp(text, above, sizeof above - 1) == 0)
        text += sizeof above - 1;
    if (strncmp(text, stage->name, len) != 0)
        return false;
    text += len;
    return *text == '\0' ||
           (*text == '/' && (text[1] == '\0' || strcmp(text + 1, stage->contract->file) == 0));
}

const struct stage *course_find(const char *text)
{
    char number[16];
    for (size_t i = 0; i < course_stage_count; i++) {
        snprintf(number, sizeof number, "%u", course_stages[i].number);
        if (strcmp(text, number) == 0 || is_path_of(&course_stages[i], text))
            return &course_stages[i];
    }
    return NULL;
}

const struct stage *course_last(const struct contract *contract)
{
    const struct stage *last = &course_stages[course_stage_count - 1];
    while (last->contract != contract)
        last--;
    return last;
}

static void path_of(char path[COURSE_PATH_SIZE], const char *folder, const char *name,
                    const struct stage *stage)
{
    snprintf(path, COURSE_PATH_SIZE, "%s/%.200s/%s", folder, name, stage->contract->file);
}

void course_own_file(const struct stage *stage, char path[COURSE_PATH_SIZE])
{
    path_of(path, "stages", stage->name, stage);
}

void course_solution_file(const struct stage *stage, char path[COURSE_PATH_SIZE])
{
    path_of(path, "solutions", stage->name, stage);
}

void course_start_file(const struct stage *stage, char path[COURSE_PATH_SIZE])
{
    path_of(path, "solutions", stage == course_stages ? "0-the-talk" : stage[-1].name, stage);
}
