/* draw_grades table|csv|junit|page FILE: draws the grades of a file. */
#include "base/files.h"
#include "commands/terminal.h"
#include "results/grades.h"
#include "results/grades_drawings.h"

#include <stdint.h>
#include <string.h>

static void draw_table(const cJSON *grades, struct buffer *text)
{
    grades_draw_table(grades, false, 80, text);
}

static const struct draw {
    const char *name;
    void (*draw)(const cJSON *grades, struct buffer *text);
} draws[] = {{"table", draw_table},
             {"csv", grades_draw_csv},
             {"junit", grades_draw_junit},
             {"page", grades_draw_page}};

static int draw_as(const char *name, const cJSON *grades)
{
    for (size_t i = 0; i < sizeof draws / sizeof *draws; i++) {
        if (strcmp(draws[i].name, name) == 0) {
            struct buffer text = buffer_bounded(SIZE_MAX);
            draws[i].draw(grades, &text);
            int code = terminal_print(&text);
            buffer_dispose(&text);
            return code;
        }
    }
    return terminal_trouble("draw_grades: expected table, csv, junit or page");
}

int main(int count, char **arguments)
{
    struct error error; /* the larger of the two */
    struct buffer text = buffer_bounded(SIZE_MAX);
    cJSON *grades = NULL;
    if (count != 3)
        return terminal_trouble("usage: draw_grades table|csv|junit|page FILE");
    if (file_read(arguments[2], &text, &error))
        grades = grades_read(arguments[2], buffer_rest(&text), &error);
    buffer_dispose(&text);
    if (grades == NULL)
        return terminal_trouble(error.text);
    int code = draw_as(arguments[1], grades);
    cJSON_Delete(grades);
    return code;
}
