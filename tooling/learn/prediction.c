#include "learn/prediction.h"

#include "base/format.h"
#include "base/json.h"
#include "base/quote.h"
#include "base/scan.h"

#include <inttypes.h>

bool prediction_read(const struct prediction_kind *kind, const char *text, double *figure,
                     struct error *error)
{
    uint64_t number;
    struct error unused;
    char shown[QUOTE_SHORT_SIZE];
    *figure = PROGRESS_UNKNOWN;
    if (text == NULL || *text == '\0')
        return true;
    struct scan s = scan_of(kind->name, bytes_from_string(text), &unused);
    if (scan_number(&s, &number) && scan_at_end(&s) && number >= kind->least &&
        number <= kind->most) {
        *figure = (double)number;
        return true;
    }
    quote_short(shown, bytes_from_string(text), 0);
    return error_set(
        error, "%.10s=%s: expected a whole number from %" PRIu64 " to %" PRIu64 "%s%.250s",
        kind->name, shown, kind->least, kind->most, kind->file == NULL ? "" : ", the lines of ",
        kind->file == NULL ? "" : kind->file);
}

bool prediction_has_any(const double figures[PROGRESS_FIGURES])
{
    bool any = false;
    for (size_t i = 0; i < PROGRESS_FIGURES; i++)
        any |= figures[i] >= 0;
    return any;
}

void prediction_add(const double figures[PROGRESS_FIGURES], struct buffer *text)
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

double prediction_measured(const cJSON *result, const char *name)
{
    const cJSON *figure = json_get(json_get(result, "measured"), name);
    return cJSON_IsNumber(figure) ? figure->valuedouble : PROGRESS_UNKNOWN;
}

void prediction_compare(struct progress_stage *entry, const cJSON *result, uint64_t file,
                        struct buffer *text)
{
    static const char *const names[] = {[GUESS_ALLOCS] = "allocs_per_op",
                                        [GUESS_BYTES] = "bytes_per_op",
                                        [GUESS_LINE] = "hottest_line"};
    const double *predicted = entry->predicted;
    double got[PROGRESS_FIGURES];
    unsigned figures = 0;
    unsigned right = 0;
    if (entry->compared || !prediction_has_any(predicted))
        return;
    for (size_t i = 0; i < PROGRESS_FIGURES; i++) {
        bool asked = predicted[i] >= 0;
        got[i] = asked ? prediction_measured(result, names[i]) : PROGRESS_UNKNOWN;
        if (asked && got[i] < 0)
            return;
        figures += asked;
        right += asked && predicted[i] <= got[i] && predicted[i] >= got[i];
    }
    format_add(text, "You predicted  ");
    prediction_add(predicted, text);
    format_add(text, "\nMeasured       ");
    prediction_add(got, text);
    if (entry->predicted_of != 0 && entry->predicted_of != file)
        format_add(text,
                   "\nYou predicted this before you changed the file, so it is not scored.\n");
    else if (right == figures)
        format_add(text, ": you predicted this exactly\n");
    else
        format_add(text, ": %u of %u right; the rest is worth a look\n", right, figures);
    entry->compared = true;
}
