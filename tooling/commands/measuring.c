#include "commands/measuring.h"

#include "base/format.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "run/process.h"

#include <stdio.h>

/* A word that looks like a no would show what it was to keep away. */
static bool is_clear(const struct subject_request *request, struct error *error)
{
    bool solution;
    if (!options_read_switch("SOLUTION", request->solution, &solution, error))
        return false;
    return !solution || request->file == NULL ||
           error_set(error, "SOLUTION and FILE: expected one of them");
}

int verb_start(const struct subject_request *request, const char *into,
               int (*run)(const struct measure_request *request, const void *order),
               const void *order)
{
    struct error error;
    struct subject subject;
    if (!is_clear(request, &error) || !subject_find(request, &subject, &error))
        return terminal_trouble(error.text);
    process_catch_interrupts();
    return run(&(struct measure_request){.subject = &subject,
                                         .verb = request->verb,
                                         .into = into == NULL ? "build" : into,
                                         .show = terminal_show_command,
                                         .each_second = terminal_progress()},
               order);
}

void verb_add_commands(const struct buffer *commands, struct buffer *text)
{
    if (format_failed(commands))
        text->limit = 0;
    format_add(text, "\nTo run it by hand:\n");
    format_add_bytes(text, buffer_rest(commands));
}

/* A view and its options. */
struct showing {
    verb_view *view;
    const void *options;
};

static int show(const struct measure_request *request, const void *order)
{
    const struct showing *showing = order;
    struct error error;
    struct workdir place;
    struct buffer text = buffer_bounded(SIZE_MAX);
    struct buffer commands = buffer_bounded(SIZE_MAX);
    struct measure_request kept = *request;
    kept.commands = &commands;
    bool done = workdir_open(&kept, &place, &error) && workdir_build(&place, &error) &&
                showing->view(&place, showing->options, &text, &error);
    workdir_close(&place);
    verb_add_commands(&commands, &text);
    int code = done ? terminal_print(&text) : terminal_trouble(error.text);
    buffer_dispose(&commands);
    buffer_dispose(&text);
    return code;
}

int verb_show(const struct subject_request *subject, const char *into, verb_view *view,
              const void *options)
{
    return verb_start(subject, into, show, &(struct showing){view, options});
}

int verb_main(int count, char **arguments, const char *verb, verb_view *view)
{
    const char *solution, *file, *into, *stage;
    const struct option_text known[] = {{"solution", &solution}, {"file", &file}, {"into", &into}};
    if (!options_read(count, arguments, known, sizeof known / sizeof *known, &stage)) {
        fprintf(stderr, "usage: %s [--solution 1] [--file FILE] [--into FOLDER] STAGE\n", verb);
        return EXIT_TROUBLE;
    }
    const struct subject_request request = {
        .verb = verb, .stage = stage, .solution = solution, .file = file};
    return verb_show(&request, into, view, NULL);
}
