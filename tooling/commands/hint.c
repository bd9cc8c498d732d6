/* make hint: shows the next hint of a stage, and after the last one all of them. */
#include "base/files.h"
#include "base/format.h"
#include "base/scan.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "course/subject.h"
#include "learn/hints.h"
#include "learn/progress_store.h"

#include <stdio.h>

static const char usage[] = "usage: hint [--again 1] STAGE";

/* A hint that cannot be counted is shown all the same. */
static int hint(const struct stage *stage, bool again)
{
    char path[COURSE_PATH_SIZE];
    struct error error;
    struct hints hints;
    struct store store;
    struct progress progress;
    const struct own_file own = own_file_now(stage);
    struct buffer file = buffer_bounded(1 << 20);
    struct buffer text = buffer_bounded(SIZE_MAX);
    snprintf(path, sizeof path, "stages/%.200s/hints.md", stage->name);
    if (!file_read(path, &file, &error) || !hints_read(path, buffer_rest(&file), &hints, &error)) {
        buffer_dispose(&file);
        return terminal_trouble(error.text);
    }
    struct progress_stage *entry = store_open_stage(&store, &progress, stage, &own, &error);
    size_t seen = entry == NULL ? 0 : (size_t)entry->hints;
    bool all = seen >= HINTS_COUNT;
    size_t last = all ? HINTS_COUNT : again && seen > 0 ? seen : seen + 1;
    if (entry != NULL && entry->hints < last)
        entry->hints = last;
    bool saved = entry != NULL && store_save(&progress, &error);
    terminal_note(store.note.text);
    store_close(&store);
    hints_draw(&hints, stage->number, all || again ? 1 : last, last, &text);
    int code = terminal_print(&text);
    buffer_dispose(&file);
    buffer_dispose(&text);
    return saved ? code : terminal_trouble(error.text);
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
