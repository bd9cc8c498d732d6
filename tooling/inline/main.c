/* make inline: which calls of a stage clang and gcc inline, which they do not, and why. */
#include "command/options.h"
#include "command/terminal.h"
#include "inline/draw.h"
#include "inline/take.h"
#include "process/process.h"
#include "text/format.h"

#include <stdio.h>
#include <unistd.h>

static const char usage[] = "usage: inline [--solution 1] [--file FILE] [--into FOLDER] STAGE\n";

static bool no_memory(char *error)
{
    snprintf(error, MEASURE_ERROR_SIZE, "out of memory");
    return false;
}

static bool show(struct measure_place *place, struct buffer *text, char *error)
{
    char root[MEASURE_PATH_SIZE];
    struct inline_records records[SIGHTS];
    struct inline_sites sites = {0};
    if (getcwd(root, sizeof root) == NULL)
        root[0] = '\0';
    bool shown = inline_take(place, records, error) &&
                 (inline_sites_find(records, place->request.subject->file, root, &sites) ||
                  no_memory(error));
    if (shown)
        draw_inline(&sites, records[SIGHT_LIBRARY].taken ? NULL : error, text);
    inline_sites_dispose(&sites);
    inline_records_dispose(records);
    return shown;
}

static int run(const struct measure_request *request)
{
    char error[MEASURE_ERROR_SIZE];
    struct measure_place place;
    struct buffer text = buffer_bounded(SIZE_MAX);
    bool done = measure_open(request, &place, error) && measure_build(&place, error) &&
                show(&place, &text, error);
    measure_close(&place);
    int code = done ? terminal_print(&text) : terminal_trouble(error);
    buffer_dispose(&text);
    return code;
}

int main(int count, char **arguments)
{
    const char *solution, *file, *into, *stage;
    const struct option_text known[] = {{"solution", &solution}, {"file", &file}, {"into", &into}};
    char error[SUBJECT_ERROR_SIZE];
    struct subject subject;
    if (!options_read(count, arguments, known, sizeof known / sizeof *known, &stage)) {
        fputs(usage, stderr);
        return EXIT_TROUBLE;
    }
    const struct subject_request request = {
        .verb = "inline", .stage = stage, .solution = solution, .file = file};
    if (!subject_find(&request, &subject, error))
        return terminal_trouble(error);
    process_catch_interrupts();
    return run(&(struct measure_request){.subject = &subject,
                                         .verb = "inline",
                                         .into = into == NULL ? "build" : into,
                                         .show = terminal_show_command,
                                         .each_second = terminal_progress()});
}
