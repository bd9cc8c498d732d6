/* make progress: where the learner is, stage by stage. */
#include "base/format.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "learn/progress_text.h"

#include <stdio.h>

int main(int count, char **arguments)
{
    struct error error;
    struct store store;
    struct progress progress;
    struct record_file files[PROGRESS_MOST_STAGES];
    struct buffer text = buffer_bounded(SIZE_MAX);
    if (!options_read(count, arguments, &(struct known_option){0}, "usage: progress", NULL, &error))
        return terminal_trouble(error.text);
    bool opened = store_open(&store, &progress, &error);
    store_close(&store);
    if (!opened)
        return terminal_trouble(error.text);
    terminal_note(store.told.text);
    for (size_t i = 0; i < course_stage_count; i++)
        files[i] = record_look(&course_stages[i]);
    draw_progress(&progress, files, terminal_wants_colours(), &text);
    int code = terminal_print(&text);
    buffer_dispose(&text);
    return code;
}
