#include "learn/guess.h"

#include "base/quote.h"
#include "base/scan.h"
#include "learn/progress_document.h"

#include <inttypes.h>
#include <stdio.h>

static bool refuse(const struct guess_kind *kind, const char *text, struct error *error)
{
    char shown[QUOTE_SHORT_SIZE];
    bool of_file = kind->file != NULL;
    quote_short(shown, bytes_from_string(text), 0);
    error_set(error, "%.10s=%s: expected a whole number from %" PRIu64 " to %" PRIu64 "%s%.250s",
              kind->name, shown, kind->least, kind->most, of_file ? ", the lines of " : "",
              of_file ? kind->file : "");
    return false;
}

bool guess_read(const struct guess_kind *kind, const char *text, double *guess, struct error *error)
{
    uint64_t number;
    struct error unused;
    *guess = PROGRESS_UNKNOWN;
    if (text == NULL || *text == '\0')
        return true;
    struct scan s = scan_of(kind->name, bytes_from_string(text), &unused);
    if (!scan_number(&s, &number) || !scan_at_end(&s) || number < kind->least ||
        number > kind->most)
        return refuse(kind, text, error);
    *guess = (double)number;
    return true;
}
