/*
 * make predict: keeps what the learner expects, for the next check to show beside what it measures.
 */
#include "command/options.h"
#include "command/subject.h"
#include "command/terminal.h"
#include "predict/guess.h"
#include "progress/note.h"
#include "progress/record.h"
#include "text/format.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char usage[] = "usage: predict [--allocs N] [--bytes N] [--line N] STAGE\n";

static const char *const names[] = {
    [GUESS_ALLOCS] = "ALLOCS", [GUESS_BYTES] = "BYTES", [GUESS_LINE] = "LINE"};

static const char *const questions[] = {
    [GUESS_ALLOCS] = "Allocations an op (allocs/op)",
    [GUESS_BYTES] = "Bytes an op (B/op)",
    [GUESS_LINE] = "The line that takes the most instructions, with all that it calls"};

/* Asks until there is a number, or nothing. False at the end of what is typed. */
static bool ask(enum progress_guess which, double *guess)
{
    char line[64];
    char error[GUESS_ERROR_SIZE];
    for (;;) {
        printf("%s? ", questions[which]);
        fflush(stdout);
        if (fgets(line, sizeof line, stdin) == NULL)
            return false;
        line[strcspn(line, "\n")] = '\0';
        if (guess_read(names[which], line, guess, error))
            return true;
        printf("Expected a number, or nothing to leave it out.\n");
    }
}

static bool ask_all(const struct stage *stage, double guesses[PROGRESS_FIGURES])
{
    char own[COURSE_PATH_SIZE];
    course_own_file(stage, own);
    printf("What will %s cost? Enter alone leaves a guess out.\n", own);
    for (size_t i = 0; i < PROGRESS_FIGURES; i++) {
        if (!ask((enum progress_guess)i, &guesses[i])) {
            printf("\n");
            return false;
        }
    }
    return true;
}

/* Keeps the guesses in place of those before. */
static bool keep(const struct stage *stage, const double guesses[PROGRESS_FIGURES], char *error)
{
    struct store store;
    struct progress progress;
    const struct record_file file = record_look(stage);
    bool done = store_open(&store, &progress, error);
    terminal_note(store.told);
    if (done) {
        struct progress_stage *entry = progress_of(&progress, stage);
        memcpy(entry->predicted, guesses, sizeof entry->predicted);
        entry->compared = false;
        record_begin(entry, &file);
        done = store_save(&progress, error);
    }
    store_close(&store);
    return done;
}

static bool is_empty(const double guesses[PROGRESS_FIGURES])
{
    return guesses[GUESS_ALLOCS] < 0 && guesses[GUESS_BYTES] < 0 && guesses[GUESS_LINE] < 0;
}

static int predict(const struct stage *stage, double guesses[PROGRESS_FIGURES])
{
    char error[STORE_ERROR_SIZE];
    struct buffer text = buffer_bounded(SIZE_MAX);
    if (is_empty(guesses) && !isatty(STDIN_FILENO)) {
        snprintf(error, sizeof error,
                 "What do you expect? As in: make predict %u ALLOCS=1 BYTES=8 LINE=50",
                 stage->number);
        return terminal_trouble(error);
    }
    if (is_empty(guesses) && (!ask_all(stage, guesses) || is_empty(guesses))) {
        printf("Nothing is predicted.\n");
        return EXIT_SUCCESS;
    }
    if (!keep(stage, guesses, error))
        return terminal_trouble(error);
    format_add(&text, "You predict ");
    note_add_figures(guesses, &text);
    format_add(&text, ".\nmake check-stage %u measures it.\n", stage->number);
    int code = terminal_print(&text);
    buffer_dispose(&text);
    return code;
}

int main(int count, char **arguments)
{
    const char *given[PROGRESS_FIGURES], *stage;
    const struct option_text known[] = {{"allocs", &given[GUESS_ALLOCS]},
                                        {"bytes", &given[GUESS_BYTES]},
                                        {"line", &given[GUESS_LINE]}};
    char error[SUBJECT_ERROR_SIZE];
    double guesses[PROGRESS_FIGURES];
    struct subject subject;
    if (!options_read(count, arguments, known, sizeof known / sizeof *known, &stage)) {
        fputs(usage, stderr);
        return EXIT_TROUBLE;
    }
    if (!subject_find(&(struct subject_request){.verb = "predict", .stage = stage}, &subject,
                      error))
        return terminal_trouble(error);
    for (size_t i = 0; i < PROGRESS_FIGURES; i++) {
        if (!guess_read(names[i], given[i], &guesses[i], error))
            return terminal_trouble(error);
    }
    return predict(subject.stage, guesses);
}
