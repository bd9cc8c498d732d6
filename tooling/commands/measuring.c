#include "commands/measuring.h"

#include "base/format.h"
#include "commands/terminal.h"
#include "run/process.h"

#include <stdio.h>

int verb_start(const struct subject_request *request, const char *into,
               int (*run)(const struct measure_request *request, const void *order),
               const void *order)
{
    struct error error;
    struct subject subject;
    if (request->solution != NULL && request->file != NULL)
        return terminal_trouble("SOLUTION and FILE: expected one of them");
    if (!subject_find(request, &subject, &error))
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

bool verb_options(int count, char **arguments, const struct known_option *own, const char *usage,
                  struct subject_request *subject, const char **into, struct error *error)
{
    bool is_solution; /* a word that looks like a no is refused */
    struct known_option all[OPTIONS_MOST + 1] = {
        {"solution", .text = &subject->solution, .on = &is_solution},
        {"file", .text = &subject->file},
        {"into", .text = into}};
    for (size_t i = 0, filled = 3; own[i].name != NULL; i++)
        all[filled++] = own[i];
    return options_read(count, arguments, all, usage, &subject->stage, error);
}

int verb_main(int count, char **arguments, const char *verb, verb_view *view)
{
    char usage[128];
    const char *into;
    struct error error;
    struct subject_request subject = {.verb = verb};
    snprintf(usage, sizeof usage, "usage: %s [--solution 1] [--file FILE] [--into FOLDER] STAGE",
             verb);
    if (!verb_options(count, arguments, &(struct known_option){0}, usage, &subject, &into, &error))
        return terminal_trouble(error.text);
    return verb_show(&subject, into, view, NULL);
}
