/*
 * make predict: keeps what the learner expects, for the next check to show beside what it measures.
 */
#include "base/files.h"
#include "base/format.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "course/subject.h"
#include "learn/guess.h"
#include "learn/progress_note.h"
#include "learn/progress_record.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char usage[] = "usage: predict [--allocs N] [--bytes N] [--line N] STAGE";

/* What is predicted: a stage's own file. */
struct prediction {
    const struct subject *own;
    struct guess_kind kinds[PROGRESS_FIGURES];
    double guesses[PROGRESS_FIGURES];
};

static const char *const questions[] = {
    [GUESS_ALLOCS] = "Allocations an op (allocs/op)",
    [GUESS_BYTES] = "Bytes an op (B/op)",
    [GUESS_LINE] = "The line that takes the most instructions, with all that it calls"};

/* Asks until there is a number, or nothing. False at the end of what is typed. */
static bool ask(struct prediction *prediction, size_t which)
{
    char line[64];
    struct error error;
    for (;;) {
        printf("%s? ", questions[which]);
        fflush(stdout);
        if (fgets(line, sizeof line, stdin) == NULL)
            return false;
        line[strcspn(line, "\n")] = '\0';
        if (guess_read(&prediction->kinds[which], line, &prediction->guesses[which], &error))
            return true;
        printf("%s, or Enter alone\n", error.text);
    }
}

static bool ask_all(struct prediction *prediction)
{
    printf("What will %s cost? Enter alone leaves a guess out.\n", prediction->own->file);
    for (size_t i = 0; i < PROGRESS_FIGURES; i++) {
        if (!ask(prediction, i)) {
            printf("\n");
            return false;
        }
    }
    return true;
}

/* What is kept, and what it takes the place of: a guess that no check was beside yet. */
struct change {
    const double *guesses;
    double before[PROGRESS_FIGURES];
};

static void note_guesses(struct progress_stage *entry, const struct record_file *file, void *what)
{
    struct change *change = what;
    memcpy(change->before, entry->compared ? progress_unbegun.predicted : entry->predicted,
           sizeof change->before);
    memcpy(entry->predicted, change->guesses, sizeof entry->predicted);
    entry->predicted_of = file->hash;
    entry->compared = false;
}

/* Keeps the guesses in place of those before. */
static bool keep(const struct stage *stage, struct change *change, struct error *error)
{
    struct error told;
    bool done = record_change(stage, note_guesses, change, &told, error);
    terminal_note(told.text);
    return done;
}

static bool is_empty(const double guesses[PROGRESS_FIGURES])
{
    return guesses[GUESS_ALLOCS] < 0 && guesses[GUESS_BYTES] < 0 && guesses[GUESS_LINE] < 0;
}

static int predict(struct prediction *prediction)
{
    struct error error;
    double *guesses = prediction->guesses;
    const struct stage *stage = prediction->own->stage;
    struct change change = {.guesses = guesses};
    struct buffer text = buffer_bounded(SIZE_MAX);
    if (is_empty(guesses) && !isatty(STDIN_FILENO)) {
        snprintf(
            error.text, sizeof error.text,
            "What do you expect? Give one or more: an op's ALLOCS= and BYTES=, and the LINE= with"
            " the most\ninstructions. As in: make predict %u ALLOCS=4 BYTES=100 LINE=50",
            stage->number);
        return terminal_trouble(error.text);
    }
    if (is_empty(guesses) && (!ask_all(prediction) || is_empty(guesses))) {
        printf("Nothing is predicted.\n");
        return EXIT_SUCCESS;
    }
    if (!keep(stage, &change, &error))
        return terminal_trouble(error.text);
    format_add(&text, "You predict ");
    note_add_figures(guesses, &text);
    if (!is_empty(change.before)) {
        format_add(&text, ", in place of ");
        note_add_figures(change.before, &text);
    }
    format_add(&text, ".\nmake check-stage %u measures it.\n", stage->number);
    int code = terminal_print(&text);
    buffer_dispose(&text);
    return code;
}

static bool count_lines(const char *path, uint64_t *lines, struct error *error)
{
    struct buffer text = buffer_bounded(1 << 20);
    bool read = subject_is_readable(path, error) && file_read(path, &text, error);
    *lines = read && text.at[text.len - 1] != '\n';
    for (size_t i = 0; i < text.len; i++)
        *lines += text.at[i] == '\n';
    buffer_dispose(&text);
    return read;
}

static bool read_all(const struct subject *own, const char *const *given,
                     struct prediction *prediction, struct error *error)
{
    uint64_t lines;
    if (!count_lines(own->file, &lines, error))
        return false;
    *prediction = (struct prediction){
        .own = own,
        .kinds = {[GUESS_ALLOCS] = {"ALLOCS", 0, GUESS_MOST, NULL},
                  [GUESS_BYTES] = {"BYTES", 0, GUESS_MOST, NULL},
                  [GUESS_LINE] = {"LINE", 1, lines, own->file}},
    };
    for (size_t i = 0; i < PROGRESS_FIGURES; i++) {
        if (!guess_read(&prediction->kinds[i], given[i], &prediction->guesses[i], error))
            return false;
    }
    return true;
}

int main(int count, char **arguments)
{
    const char *given[PROGRESS_FIGURES];
    struct error error;
    struct subject own;
    struct prediction prediction;
    struct subject_request request = {.verb = "predict"};
    const struct known_option known[] = {{"allocs", .text = &given[GUESS_ALLOCS]},
                                         {"bytes", .text = &given[GUESS_BYTES]},
                                         {"line", .text = &given[GUESS_LINE]},
                                         {0}};
    if (!options_read(count, arguments, known, usage, &request.stage, &error) ||
        !subject_find(&request, &own, &error) || !read_all(&own, given, &prediction, &error))
        return terminal_trouble(error.text);
    return predict(&prediction);
}
