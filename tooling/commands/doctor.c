/* make doctor, when programs can be built: whether this machine can measure, a line a need. */
#include "base/format.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "measure/machine_checks.h"
#include "run/process.h"

#include <stdio.h>
#include <stdlib.h>

/* A line like those that tooling/doctor prints. */
static void print_works(const struct machine_check *look, const struct error *says)
{
    terminal_end_progress();
    printf("ok    %-9s  %s\n", look->name, says->text);
    fflush(stdout);
}

static void add_fails(const struct machine_check *look, const struct error *says,
                      struct buffer *text)
{
    format_add(text, "%-4s  %-9s  %s", look->only_for == NULL ? "NO" : "note", look->name,
               says->text);
    if (look->only_for != NULL)
        format_add(text, "; only %s needs this", look->only_for);
    format_add(text, "\n");
}

/*
 * Tries them all, and prints what works; what does not goes to `fails`. Whether all is there that
 * every check needs.
 */
static bool look_at_all(struct workdir *place, struct buffer *fails)
{
    struct error says;
    bool well = true;
    bool built = true;
    for (size_t i = 0; i < machine_check_count && !process_was_interrupted(); i++) {
        const struct machine_check *look = &machine_checks[i];
        if (look->runs_it && !built)
            continue;
        bool works = look->works(place, &says);
        if (works)
            print_works(look, &says);
        else
            add_fails(look, &says, fails);
        built = built && (i > 0 || works);
        well = well && (works || look->only_for != NULL);
    }
    return well;
}

int main(int count, char **arguments)
{
    const char *into;
    struct error error;
    struct subject subject;
    struct workdir place = {.lock = -1};
    const struct known_option known[] = {{"into", .text = &into}, {0}};
    if (!options_read(count, arguments, known, "usage: doctor [--into FOLDER]", NULL, &error))
        return terminal_trouble(error.text);
    process_catch_interrupts();
    const struct subject_request request = {.verb = "doctor", .stage = "1", .solution = "1"};
    const struct measure_request measure = {.subject = &subject,
                                            .verb = "doctor",
                                            .into = into == NULL ? "build" : into,
                                            .each_second = terminal_progress()};
    if (!subject_find(&request, &subject, &error) || !workdir_open(&measure, &place, &error))
        return terminal_trouble(error.text);
    struct buffer fails = buffer_bounded(SIZE_MAX);
    bool well = look_at_all(&place, &fails);
    workdir_close(&place);
    int code = process_was_interrupted() ? EXIT_INTERRUPTED : terminal_print(&fails);
    buffer_dispose(&fails);
    return code != EXIT_SUCCESS || well ? code : EXIT_FAILURE;
}
