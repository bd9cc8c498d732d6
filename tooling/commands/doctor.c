/* make doctor, if programs can be built: whether this machine can measure, a line for each need. */
#include "base/format.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "measure/machine_checks.h"
#include "run/process.h"

#include <stdio.h>
#include <stdlib.h>

/*
 * Tries all checks, and prints those that work, in lines like those of tooling/doctor; the others go
 * to `fails`. Whether everything works that every check of a stage needs.
 */
static bool try_all(struct workdir *place, struct buffer *fails)
{
    struct error says;
    bool well = true;
    bool built = true;
    for (size_t i = 0; i < machine_check_count && !process_was_interrupted(); i++) {
        const struct machine_check *check = &machine_checks[i];
        bool is_needed = check->only_for == NULL;
        if (check->runs_program && !built)
            continue;
        bool works = machine_check_works(i, place, &says);
        built = built && (i > 0 || works);
        well = well && (works || !is_needed);
        terminal_end_progress();
        if (works) {
            printf("ok    %-9s  %s\n", check->name, says.text);
            fflush(stdout);
            continue;
        }
        format_add(fails, "%-4s  %-9s  %s", is_needed ? "NO" : "note", check->name, says.text);
        if (!is_needed)
            format_add(fails, "; only %s needs this", check->only_for);
        format_add(fails, "\n");
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
    bool well = try_all(&place, &fails);
    workdir_close(&place);
    int code = process_was_interrupted() ? EXIT_INTERRUPTED : terminal_print(&fails);
    buffer_dispose(&fails);
    return code != EXIT_SUCCESS || well ? code : EXIT_FAILURE;
}
