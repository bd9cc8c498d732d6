#include "learn/progress_text.h"

#include "base/colours.h"
#include "base/format.h"
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

static size_t count_passed(const struct progress *progress)
{
    size_t count = 0;
    for (size_t i = 0; i < course_stage_count; i++)
        count += progress->stages[i].passed > 0;
    return count;
}

static void draw_bar(const struct drawing *drawing, size_t passed)
{
    char bar[BAR_WIDTH + 1];
    size_t full = BAR_WIDTH * passed / course_stage_count;
    memset(bar, '#', full);
    bar[full] = '\0';
    format_add(drawing->text, "[");
    add_coloured(drawing, GREEN, bar);
    format_add(drawing->text, "%.*s]  %zu of %zu stages passed\n\n", (int)(BAR_WIDTH - full),
               "----------------------------------------", passed, course_stage_count);
}

static void name_pass(uint64_t passed, char state[STATE_SIZE])
{
    time_t when = (time_t)passed;
    struct tm local;
    if (localtime_r(&when, &local) == NULL)
        local = (struct tm){.tm_mday = 1};
    strftime(state, STATE_SIZE, "passed %Y-%m-%d %H:%M", &local);
}

/* What the stage is now, whether it was passed before or not. */
static void name_now(const struct progress_stage *entry, const struct record_file *file,
                     char state[STATE_SIZE])
{
    const char *at = entry->gate == NULL ? "" : " at ";
    const char *gate = entry->gate == NULL ? "" : entry->gate;
    if (entry->verdict == NULL && file->untouched)
        snprintf(state, STATE_SIZE, "%s", entry->checks == 0 ? "not begun" : "begun anew");
    else if (entry->verdict == NULL)
        snprintf(state, STATE_SIZE, "not checked yet");
    else if (strcmp(entry->verdict, RESULT_NOT_YET) == 0)
        snprintf(state, STATE_SIZE, "not yet%s%s", at, gate);
    else
        snprintf(state, STATE_SIZE, "%s%s%s", entry->verdict, at, gate);
}

/* A figure in a column, "1,234" or, where a small one is not whole, "2.50"; or nothing. */
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

/* The stage's state, in a column; one that was passed stays so. */
static void add_state(const struct drawing *drawing, const struct progress_stage *entry,
                      const struct record_file *file)
{
    char state[STATE_SIZE];
    char column[STATE_SIZE];
    bool begun = entry->verdict != NULL || !file->untouched;
    if (entry->passed > 0)
        name_pass(entry->passed, state);
    else
        name_now(entry, file, state);
    snprintf(column, sizeof column, "%-25.25s", state);
    add_coloured(drawing, entry->passed > 0 ? GREEN : begun ? YELLOW : PLAIN, column);
}

/* A line of its own, where it was passed and does not pass now. */
static void draw_now(const struct drawing *drawing, const struct progress_stage *entry,
                     const struct record_file *file)
{
    char now[STATE_SIZE];
    bool passes = entry->verdict != NULL && strcmp(entry->verdict, RESULT_PASS) == 0;
    if (entry->passed == 0 || passes)
        return;
    name_now(entry, file, now);
    format_add(drawing->text, "%26snow ", "");
    add_coloured(drawing, YELLOW, now);
    format_add(drawing->text, "\n");
}

static void draw_stage(const struct drawing *drawing, const struct stage *stage,
                       const struct progress_stage *entry, const struct record_file *file)
{
    struct buffer *text = drawing->text;
    format_add(text, "%-23.23s ", stage->name);
    add_state(drawing, entry, file);
    add_figure(text, 10, entry->best[BEST_ALLOCS]);
    add_figure(text, 8, entry->best[BEST_BYTES]);
    add_figure(text, 13, entry->best[BEST_INSTRUCTIONS]);
    while (text->len > 0 && text->at[text->len - 1] == ' ')
        text->len--;
    format_add(text, "\n");
    draw_now(drawing, entry, file);
}

static bool has_figures(const struct progress_stage *entry)
{
    return entry->compiler[0] != '\0' &&
           (entry->best[BEST_ALLOCS] >= 0 || entry->best[BEST_BYTES] >= 0 ||
            entry->best[BEST_INSTRUCTIONS] >= 0);
}

/* Whose figures they are: the first stage's compiler, and each stage's that has another. */
static void draw_compilers(const struct progress *progress, struct buffer *text)
{
    const char *first = NULL;
    for (size_t i = 0; i < course_stage_count; i++) {
        const struct progress_stage *entry = &progress->stages[i];
        if (!has_figures(entry))
            continue;
        if (first == NULL)
            format_add(
                text,
                "\nFigures: your best with %s; a check with another compiler begins them anew.\n",
                entry->compiler);
        else if (strcmp(entry->compiler, first) != 0)
            format_add(text, "Those of stage %u: with %s.\n", course_stages[i].number,
                       entry->compiler);
        first = first == NULL ? entry->compiler : first;
    }
}

static void draw_next(const struct progress *progress, const struct record_file *files,
                      struct buffer *text)
{
    size_t next = 0;
    while (next < course_stage_count && progress->stages[next].passed > 0)
        next++;
    if (next == course_stage_count) {
        format_add(text, "\nAll stages are passed. make tour shows them side by side.\n");
        return;
    }
    const struct stage *stage = &course_stages[next];
    if (files[next].untouched && progress->stages[next].checks == 0)
        format_add(text, "\nNext: stages/%s/README.md\n", stage->name);
    else
        format_add(text, "\nNext: make check-stage %u; make hint %u helps\n", stage->number,
                   stage->number);
}

void draw_progress(const struct progress *progress, const struct record_file *files, bool colours,
                   struct buffer *text)
{
    const struct drawing drawing = {.text = text, .colours = colours};
    draw_bar(&drawing, count_passed(progress));
    format_add(text, "%-23s %-25s%10s%8s%13s\n", "", "", "allocs/op", "B/op", "instr./op");
    for (size_t i = 0; i < course_stage_count; i++)
        draw_stage(&drawing, &course_stages[i], &progress->stages[i], &files[i]);
    draw_compilers(progress, text);
    draw_next(progress, files, text);
    for (size_t i = 0; i < course_stage_count; i++) {
        if (record_start_changed(&progress->stages[i], &files[i])) {
            format_add(text, "\n");
            record_tell_changed(&course_stages[i], text);
        }
    }
}
