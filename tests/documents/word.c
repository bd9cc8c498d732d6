#include "documents/word.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_in(unsigned char byte, const char *set)
{
    return byte != '\0' && strchr(set, byte) != NULL;
}

static bool next(struct bytes *text, struct bytes *word, const char *blanks)
{
    struct bytes left = *text;
    size_t length = 0;
    while (left.len > 0 && is_in(left.at[0], blanks))
        left = bytes_skip(left, 1);
    while (length < left.len && !is_in(left.at[length], " \t\n"))
        length++;
    if (length == 0)
        return false;
    *word = bytes_of(left.at, length);
    *text = bytes_skip(left, length);
    return true;
}

bool word_next(struct bytes *text, struct bytes *word)
{
    return next(text, word, " \t\n");
}

bool word_next_on_line(struct bytes *text, struct bytes *word)
{
    return next(text, word, " \t");
}

bool word_is(struct bytes word, const char *text)
{
    return bytes_equal(word, bytes_from_string(text));
}

struct bytes word_bare(struct bytes word)
{
    while (word.len > 0 && is_in(word.at[0], "([{\"'`*|"))
        word = bytes_skip(word, 1);
    while (word.len > 0 && is_in(word.at[word.len - 1], ")]}\"'`*|.,;:?!"))
        word.len--;
    return word;
}

bool word_number(struct bytes word, double *number)
{
    char digits[32];
    size_t count = 0;
    char *end;
    struct bytes bare = word_bare(word);
    if (bare.len > 1 && bare.at[bare.len - 1] == '%')
        bare.len--;
    for (size_t i = 0; i < bare.len; i++) {
        if (!is_in(bare.at[i], "0123456789.,") || count == sizeof digits - 1)
            return false;
        if (bare.at[i] != ',')
            digits[count++] = (char)bare.at[i];
    }
    digits[count] = '\0';
    *number = strtod(digits, &end);
    return count > 0 && digits[0] != '.' && *end == '\0';
}

bool word_within_band(double shown, double measured)
{
    return fabs(shown - measured) * 100 <= (double)WORD_BAND_PERCENT * shown;
}
