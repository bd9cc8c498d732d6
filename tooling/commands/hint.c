/* make hint: shows the next hint of a stage, and after the last one all of them. */
#include "base/files.h"
#include "base/format.h"
#include "base/scan.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "course/subject.h"
#include "learn/hints.h"
#include "learn/progress_record.h"

#include <stdio.h>

static const char usage[] = "usage: hint [--again 1] STAGE";

/* Which hints are shown, counted from 1. */
struct shown {
    size_t first, last;
};

static struct shown choose(uint64_t seen, bool again)
{
    if (again || seen >= HINTS_COUNT)
        return (struct shown){1, seen >= HINTS_COUNT ? HINTS_COUNT : seen > 0 ? (size_t)seen : 1};
    return (struct shown){(size_t)seen + 1, (size_t)seen + 1};
}

/* What is shown, and that it was. */
struct showing {
    bool again;
    struct shown shown;
};

static void note_shown(struct progress_stage *entry, const struct record_file *file, void *what)
{
    struct showing *showing = what;
    (void)file;
    showing->shown = choose(entry->hints, showing->again);
    if (entry->hints < showing->shown.last)
        entry->hints = showing->shown.last;
}

/* Finds out which hints to show, and keeps that they were. */
static bool keep(const struct stage *stage, bool again, struct shown *shown, struct error *error)
{
    struct error told;
    struct showing showing = {again, choose(0, again)};
    bool done = record_change(stage, note_shown, &showing, &told, error);
    terminal_note(told.text);
    *shown = showing.shown;
    return done;
}

static bool read_hints(const struct stage *stage, struct buffer *text, struct hints *hints,
                       struct error *error)
{
    char path[COURSE_PATH_SIZE];
    snprintf(path, sizeof path, "stages/%.200s/hints.md", stage->name);
    return file_read(path, text, error) && hints_read(path, buffer_rest(text), hints, error);
}

/* A hint that cannot be counted is shown all the same. */
static int hint(const struct stage *stage, bool again)
{
    struct error error;
    struct hints hints;
    struct shown shown;
    struct buffer file = buffer_bounded(1 << 20);
    struct buffer text = buffer_bounded(SIZE_MAX);
    int code = EXIT_TROUBLE;
    if (read_hints(stage, &file, &hints, &error)) {
        bool kept = keep(stage, again, &shown, &error);
        hints_draw(&hints, stage->number, shown.first, shown.last, &text);
        code = terminal_print(&text);
        if (!kept)
            code = terminal_trouble(error.text);
    } else {
        code = terminal_trouble(error.text);
    }
    buffer_dispose(&file);
    buffer_dispose(&text);
    return code;
}

int main(int count, char **arguments)
{
    bool again;
    struct error error;
    struct subject subject;
    struct subject_request request = {.verb = "hint"};
    const struct known_option known[] = {{"again", .on = &again}, {0}};
    if (!options_read(count, arguments, known, usage, &request.stage, &error) ||
        !subject_find(&request, &subject, &error))
        return terminal_trouble(error.text);
    return hint(subject.stage, again);
}
