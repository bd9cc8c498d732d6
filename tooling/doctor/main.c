/* make doctor, when programs can be built: whether this machine can measure, a line a need. */
#include "command/options.h"
#include "command/terminal.h"
#include "doctor/looks.h"
#include "process/process.h"

#include <stdio.h>
#include <stdlib.h>

/* Prints one line, for tooling/doctor/run prints the others like it. */
static void print(const char *word, const struct look *look, const char *says)
{
    terminal_end_progress();
    printf("%-4s  %-9s  %s", word, look->name, says);
    if (look->only_for != NULL && word[0] == 'n')
        printf("; only %s needs this", look->only_for);
    printf("\n");
    fflush(stdout);
}

/* Tries them all: whether all is there that every check needs. */
static bool look_at_all(struct measure_place *place)
{
    char says[MEASURE_ERROR_SIZE];
    bool well = true;
    bool built = true;
    for (size_t i = 0; i < doctor_look_count && !process_was_interrupted(); i++) {
        const struct look *look = &doctor_looks[i];
        if (look->runs_it && !built)
            continue;
        bool works = look->works(place, says);
        print(works ? "ok" : look->only_for != NULL ? "note" : "NO", look, says);
        built = built && (i > 0 || works);
        well = well && (works || look->only_for != NULL);
    }
    return well;
}

int main(int count, char **arguments)
{
    const char *into, *stage;
    char error[MEASURE_ERROR_SIZE];
    struct subject subject;
    struct measure_place place = {.lock = -1};
    const struct option_text known[] = {{"into", &into}};
    if (!options_read(count, arguments, known, 1, &stage) || stage != NULL) {
        fputs("usage: doctor [--into FOLDER]\n", stderr);
        return EXIT_TROUBLE;
    }
    process_catch_interrupts();
    const struct subject_request request = {.verb = "doctor", .stage = "1", .solution = "1"};
    const struct measure_request measure = {.subject = &subject,
                                            .verb = "doctor",
                                            .into = into == NULL ? "build" : into,
                                            .each_second = terminal_progress()};
    if (!subject_find(&request, &subject, error) || !measure_open(&measure, &place, error))
        return terminal_trouble(error);
    bool well = look_at_all(&place);
    measure_close(&place);
    if (process_was_interrupted())
        return EXIT_INTERRUPTED;
    return well ? EXIT_SUCCESS : EXIT_FAILURE;
}
