#include "learn/progress_note.h"

#include "base/format.h"
#include "results/result.h"

#include <stdio.h>
#include <string.h>

static const cJSON *gates_of(const cJSON *result)
{
    return cJSON_GetObjectItemCaseSensitive(result, "gates");
}

static double measured(const cJSON *result, const char *name)
{
    const cJSON *all = cJSON_GetObjectItemCaseSensitive(result, "measured");
    const cJSON *figure = cJSON_GetObjectItemCaseSensitive(all, name);
    return cJSON_IsNumber(figure) ? figure->valuedouble : PROGRESS_UNKNOWN;
}

static const char *first_gate(const cJSON *result, const char *verdict)
{
    const cJSON *gate;
    cJSON_ArrayForEach(gate, gates_of(result))
    {
        if (strcmp(json_text(gate, "verdict"), verdict) == 0)
            return json_word(gate, "name", result_gates);
    }
    return NULL;
}

/* Whether every gate but those of cost passes: a program that does nothing costs nothing. */
static bool is_right(const cJSON *result)
{
    const cJSON *gate;
    cJSON_ArrayForEach(gate, gates_of(result))
    {
        const char *name = json_text(gate, "name");
        bool costs = strcmp(name, "heap") == 0 || strcmp(name, "cpu") == 0;
        if (!costs && strcmp(json_text(gate, "verdict"), RESULT_PASS) != 0)
            return false;
    }
    return true;
}

static void begin_best(struct progress_stage *entry, const char *compiler)
{
    memcpy(entry->best, progress_unbegun.best, sizeof entry->best);
    snprintf(entry->compiler, sizeof entry->compiler, "%s", compiler);
}

/* What compiled it; "" where the result does not say. */
static const char *compiler_of(const cJSON *result)
{
    return json_text(cJSON_GetObjectItemCaseSensitive(result, "provenance"), "compiler");
}

/* Figures of two compilers, or of one that passes and one that does not, are no one's best. */
static void note_best(struct progress_stage *entry, const cJSON *result, bool first_pass)
{
    static const char *const names[] = {[BEST_ALLOCS] = "allocs_per_op",
                                        [BEST_BYTES] = "bytes_per_op",
                                        [BEST_INSTRUCTIONS] = "instructions_per_op"};
    const char *compiler = compiler_of(result);
    if (first_pass || strcmp(entry->compiler, compiler) != 0)
        begin_best(entry, compiler);
    for (size_t i = 0; i < PROGRESS_FIGURES; i++) {
        double figure = measured(result, names[i]);
        if (figure >= 0 && (entry->best[i] < 0 || figure < entry->best[i]))
            entry->best[i] = figure;
    }
}

void note_check(struct progress_stage *entry, const cJSON *result, uint64_t file, uint64_t now)
{
    const char *verdict = json_word(result, "verdict", result_verdicts);
    bool passed = verdict != NULL && strcmp(verdict, RESULT_PASS) == 0;
    entry->checks++;
    entry->verdict = verdict;
    entry->gate = passed || verdict == NULL ? NULL : first_gate(result, verdict);
    entry->file = file;
    bool first_pass = passed && entry->passed == 0;
    if (first_pass)
        entry->passed = now;
    if (entry->passed == 0 ? is_right(result) : passed)
        note_best(entry, result, first_pass);
}

bool note_has_prediction(const struct progress_stage *entry)
{
    for (size_t i = 0; i < PROGRESS_FIGURES; i++) {
        if (entry->predicted[i] >= 0)
            return true;
    }
    return false;
}

void note_add_figures(const double figures[PROGRESS_FIGURES], struct buffer *text)
{
    static const char *const units[] = {[GUESS_ALLOCS] = " allocs/op", [GUESS_BYTES] = " B/op"};
    const char *before = "";
    for (size_t i = 0; i < PROGRESS_FIGURES; i++) {
        if (figures[i] < 0)
            continue;
        format_add(text, "%s%s%.10g%s", before, i == GUESS_LINE ? "line " : "", figures[i],
                   i == GUESS_LINE ? "" : units[i]);
        before = ", ";
    }
}

static void add_comparison(const double predicted[PROGRESS_FIGURES],
                           const double got[PROGRESS_FIGURES], struct buffer *text)
{
    format_add(text, "You predicted  ");
    note_add_figures(predicted, text);
    format_add(text, "\nMeasured       ");
    note_add_figures(got, text);
}

static void add_score(const double predicted[PROGRESS_FIGURES], const double got[PROGRESS_FIGURES],
                      struct buffer *text)
{
    unsigned guesses = 0;
    unsigned right = 0;
    for (size_t i = 0; i < PROGRESS_FIGURES; i++) {
        guesses += predicted[i] >= 0;
        right += predicted[i] >= 0 && predicted[i] <= got[i] && predicted[i] >= got[i];
    }
    if (right == guesses)
        format_add(text, ": just as you said\n");
    else
        format_add(text, ": %u of %u as you said; the rest is worth a look\n", right, guesses);
}

void note_compare(struct progress_stage *entry, const cJSON *result, uint64_t file,
                  struct buffer *text)
{
    static const char *const names[] = {[GUESS_ALLOCS] = "allocs_per_op",
                                        [GUESS_BYTES] = "bytes_per_op",
                                        [GUESS_LINE] = "hottest_line"};
    double got[PROGRESS_FIGURES];
    if (entry->compared || !note_has_prediction(entry))
        return;
    for (size_t i = 0; i < PROGRESS_FIGURES; i++) {
        bool asked = entry->predicted[i] >= 0;
        got[i] = asked ? measured(result, names[i]) : PROGRESS_UNKNOWN;
        if (asked && got[i] < 0)
            return;
    }
    add_comparison(entry->predicted, got, text);
    if (entry->predicted_of == 0 || entry->predicted_of == file)
        add_score(entry->predicted, got, text);
    else
        format_add(text, "\nYour guess was about the file as it was then; it has changed since.\n");
    entry->compared = true;
}
