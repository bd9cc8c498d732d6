#include "predict/guess.h"

#include "progress/progress.h"
#include "text/escape.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool guess_read(const char *name, const char *text, double *guess, char *error)
{
    enum { MOST_DIGITS = 9 };
    char shown[ESCAPE_SHORT_SIZE];
    *guess = PROGRESS_UNKNOWN;
    if (text == NULL || *text == '\0')
        return true;
    if (strlen(text) <= MOST_DIGITS && strspn(text, "0123456789") == strlen(text)) {
        *guess = (double)strtoul(text, NULL, 10);
        return true;
    }
    escape_short(shown, bytes_from_string(text), 0);
    snprintf(error, GUESS_ERROR_SIZE, "%.10s=%.100s: expected a number", name, shown);
    return false;
}
