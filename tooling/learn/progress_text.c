#include "learn/progress_text.h"

#include "base/colours.h"
#include "base/format.h"
#include "learn/prediction.h"
#include "results/result.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { BAR_WIDTH = 40, STATE_SIZE = 64 };

struct drawing {
    struct buffer *text;
    bool colours;
};

static void add_coloured(const struct drawing *drawing, const char *colour, const char *shown)
{
    format_add(drawing->text, "%s%s%s", drawing->colours ? colour : "", shown,
               drawing->colours ? PLAIN : "");
}

static void draw_bar(const struct drawing *drawing, const struct progress *progress)
{
    char bar[BAR_WIDTH + 1];
    size_t passed = 0;
    for (size_t i = 0; i < course_stage_count; i++)
        passed += progress->stages[i].passed > 0;
    size_t full = BAR_WIDTH * passed / course_stage_count;
    memset(bar, '#', full);
    bar[full] = '\0';
    format_add(drawing->text, "[");
    add_coloured(drawing, GREEN, bar);
    format_add(drawing->text, "%.*s]  %zu of %zu stages passed\n\n", (int)(BAR_WIDTH - full),
               "----------------------------------------", passed, course_stage_count);
}

/* What the stage is now, whether it was passed before or not. */
static void name_now(const struct progress_stage *entry, const struct own_file *file,
                     char state[STATE_SIZE])
{
    if (entry->verdict == NULL && file->untouched)
        snprintf(state, STATE_SIZE, "%s", entry->checks == 0 ? "not started" : "started over");
    else if (entry->verdict == NULL)
        snprintf(state, STATE_SIZE, "not checked yet");
    else
        snprintf(state, STATE_SIZE, "%s%s%s", entry->verdict, entry->gate == NULL ? "" : " at ",
                 entry->gate == NULL ? "" : entry->gate);
}

/* A figure in a column, "1,234" or, if a small one is not whole, "2.50"; or nothing. */
static void add_figure(struct buffer *text, int width, double figure)
{
    const double large = 1000;
    struct buffer count = buffer_bounded(64);
    uint64_t whole = figure < 0 ? 0 : (uint64_t)(figure >= large ? figure + 0.5 : figure);
    bool is_whole = figure >= large || figure <= (double)whole;
    if (figure >= 0 && is_whole)
        format_add_count(&count, whole);
    else if (figure >= 0)
        format_add(&count, "%.2f", figure);
    format_add(text, "%*.*s", width, (int)count.len, count.len == 0 ? "" : (const char *)count.at);
    buffer_dispose(&count);
}

/* A stage that was passed stays so; if it does not pass now, a line of its own says that. */
static void draw_stage(const struct drawing *drawing, const struct stage *stage,
                       const struct progress_stage *entry, const struct own_file *file)
{
    struct buffer *text = drawing->text;
    char state[STATE_SIZE];
    char column[STATE_SIZE];
    struct tm local;
    time_t passed = (time_t)entry->passed;
    bool begun = entry->verdict != NULL || !file->untouched;
    bool passes = entry->verdict != NULL && strcmp(entry->verdict, RESULT_PASS) == 0;
    if (localtime_r(&passed, &local) == NULL)
        local = (struct tm){.tm_mday = 1};
    if (entry->passed > 0)
        strftime(state, STATE_SIZE, "passed %Y-%m-%d %H:%M", &local);
    else
        name_now(entry, file, state);
    snprintf(column, sizeof column, "%-25.25s", state);
    format_add(text, "%-23.23s ", stage->name);
    add_coloured(drawing, entry->passed > 0 ? GREEN : begun ? YELLOW : PLAIN, column);
    add_figure(text, 10, entry->best[BEST_ALLOCS]);
    add_figure(text, 8, entry->best[BEST_BYTES]);
    add_figure(text, 13, entry->best[BEST_INSTRUCTIONS]);
    while (text->len > 0 && text->at[text->len - 1] == ' ')
        text->len--;
    format_add(text, "\n");
    if (entry->passed == 0 || passes)
        return;
    name_now(entry, file, state);
    format_add(text, "%26snow ", "");
    add_coloured(drawing, YELLOW, state);
    format_add(text, "\n");
}

/* Whose figures they are: the first stage's compiler, and each stage's that has another. */
static void draw_compilers(const struct progress *progress, struct buffer *text)
{
    const char *first = NULL;
    for (size_t i = 0; i < course_stage_count; i++) {
        const struct progress_stage *entry = &progress->stages[i];
        if (entry->compiler[0] == '\0' || !prediction_has_any(entry->best))
            continue;
        if (first == NULL)
            format_add(text,
                       "\nFigures: your best with %s; a check with another compiler replaces"
                       " them.\n",
                       entry->compiler);
        else if (strcmp(entry->compiler, first) != 0)
            format_add(text, "Those of stage %u: with %s.\n", course_stages[i].number,
                       entry->compiler);
        first = first == NULL ? entry->compiler : first;
    }
}

void draw_progress(const struct progress *progress, const struct own_file *files, bool colours,
                   struct buffer *text)
{
    const struct drawing drawing = {.text = text, .colours = colours};
    size_t next = 0;
    draw_bar(&drawing, progress);
    format_add(text, "%-23s %-25s%10s%8s%13s\n", "", "", "allocs/op", "B/op", "instr./op");
    for (size_t i = 0; i < course_stage_count; i++)
        draw_stage(&drawing, &course_stages[i], &progress->stages[i], &files[i]);
    draw_compilers(progress, text);
    while (next < course_stage_count && progress->stages[next].passed > 0)
        next++;
    if (next == course_stage_count)
        format_add(text, "\nAll stages are passed. make tour shows them side by side.\n");
    else if (files[next].untouched && progress->stages[next].checks == 0)
        format_add(text, "\nNext: stages/%s/README.md\n", course_stages[next].name);
    else
        format_add(text, "\nNext: make check-stage %u; make hint %u helps\n",
                   course_stages[next].number, course_stages[next].number);
    for (size_t i = 0; i < course_stage_count; i++) {
        if (start_file_changed(&progress->stages[i], &files[i])) {
            format_add(text, "\n");
            add_start_file_changed(&course_stages[i], text);
        }
    }
}
