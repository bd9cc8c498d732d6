/* make predict: saves what the learner expects; the next check compares it with what it measures. */
#include "base/files.h"
#include "base/format.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "course/subject.h"
#include "learn/prediction.h"
#include "learn/progress_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] = "usage: predict [--allocs N] [--bytes N] [--line N] STAGE";

/* Asks for each figure until there is a number, or nothing. False at the end of what is typed. */
static bool ask_all(const char *file, const struct prediction_kind *kinds, double *figures)
{
    static const char *const questions[] = {
        [GUESS_ALLOCS] = "Allocations per op (allocs/op)",
        [GUESS_BYTES] = "Bytes per op (B/op)",
        [GUESS_LINE] = "Which line runs the most instructions, with what it calls"};
    char line[64];
    struct error error;
    printf("What does one op of %s cost? Press Enter to skip a question.\n", file);
    for (size_t i = 0; i < PROGRESS_FIGURES;) {
        printf("%s? ", questions[i]);
        fflush(stdout);
        if (fgets(line, sizeof line, stdin) == NULL) {
            printf("\n");
            return false;
        }
        line[strcspn(line, "\n")] = '\0';
        if (prediction_read(&kinds[i], line, &figures[i], &error))
            i++;
        else
            printf("%s, or Enter alone\n", error.text);
    }
    return true;
}

/* The lines of a file; 0 with the reason in `error` if it is no C file to read. */
static uint64_t count_lines(const char *path, struct error *error)
{
    struct buffer text = buffer_bounded(1 << 20);
    bool read = subject_is_readable(path, error) && file_read(path, &text, error);
    uint64_t lines = read && text.at[text.len - 1] != '\n';
    for (size_t i = 0; i < text.len; i++)
        lines += text.at[i] == '\n';
    buffer_dispose(&text);
    return lines;
}

/* Saves the figures for the next check, in place of earlier ones that were not compared yet. */
static int save(const struct stage *stage, const double figures[PROGRESS_FIGURES])
{
    struct error error;
    struct store store;
    struct progress progress;
    struct buffer text = buffer_bounded(SIZE_MAX);
    const struct own_file own = own_file_now(stage);
    struct progress_stage *entry = store_open_stage(&store, &progress, stage, &own, &error);
    format_add(&text, "Saved: you predict ");
    prediction_add(figures, &text);
    if (entry != NULL && !entry->compared && prediction_has_any(entry->predicted)) {
        format_add(&text, " (before: ");
        prediction_add(entry->predicted, &text);
        format_add(&text, ")");
    }
    format_add(&text, ".\nNow measure it: make check-stage %u\n", stage->number);
    if (entry != NULL) {
        memcpy(entry->predicted, figures, sizeof entry->predicted);
        entry->predicted_of = own.hash;
        entry->compared = false;
    }
    bool saved = entry != NULL && store_save(&progress, &error);
    terminal_note(store.note.text);
    store_close(&store);
    int code = saved ? terminal_print(&text) : terminal_trouble(error.text);
    buffer_dispose(&text);
    return code;
}

int main(int count, char **arguments)
{
    const char *given[PROGRESS_FIGURES];
    double figures[PROGRESS_FIGURES];
    struct error error;
    struct subject own;
    struct subject_request request = {.verb = "predict"};
    const struct known_option known[] = {{"allocs", .text = &given[GUESS_ALLOCS]},
                                         {"bytes", .text = &given[GUESS_BYTES]},
                                         {"line", .text = &given[GUESS_LINE]},
                                         {0}};
    if (!options_read(count, arguments, known, usage, &request.stage, &error) ||
        !subject_find(&request, &own, &error))
        return terminal_trouble(error.text);
    uint64_t lines = count_lines(own.file, &error);
    if (lines == 0)
        return terminal_trouble(error.text);
    const struct prediction_kind kinds[] = {[GUESS_ALLOCS] = {"ALLOCS", 0, PREDICTION_MOST, NULL},
                                            [GUESS_BYTES] = {"BYTES", 0, PREDICTION_MOST, NULL},
                                            [GUESS_LINE] = {"LINE", 1, lines, own.file}};
    for (size_t i = 0; i < PROGRESS_FIGURES; i++) {
        if (!prediction_read(&kinds[i], given[i], &figures[i], &error))
            return terminal_trouble(error.text);
    }
    if (!prediction_has_any(figures) && !isatty(STDIN_FILENO)) {
        error_set(&error,
                  "What do you expect? Give one or more: the ALLOCS= and BYTES= of an op, and the"
                  " LINE= with the most\ninstructions. As in: make predict %u ALLOCS=4 BYTES=100"
                  " LINE=50",
                  own.stage->number);
        return terminal_trouble(error.text);
    }
    if (!prediction_has_any(figures) &&
        (!ask_all(own.file, kinds, figures) || !prediction_has_any(figures))) {
        printf("Nothing is predicted.\n");
        return EXIT_SUCCESS;
    }
    return save(own.stage, figures);
}
