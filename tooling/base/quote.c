#include "base/quote.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { DISPLAY_WIDTH = 60 }; /* characters of escaped text */

/* Writes the byte, escaped, and says how many characters that took: at most 4. */
static size_t quote_byte(unsigned char byte, char *into)
{
    static const char plain[] = "\\\"\n\t\r";
    static const char letters[] = "\\\"ntr";
    static const char digits[] = "0123456789abcdef";
    const char *found = byte == 0 ? NULL : strchr(plain, byte);

    into[0] = '\\';
    if (found != NULL) {
        into[1] = letters[found - plain];
        return 2;
    }
    if (byte >= 0x20 && byte < 0x7f) {
        into[0] = (char)byte;
        return 1;
    }
    into[1] = 'x';
    into[2] = digits[byte >> 4];
    into[3] = digits[byte & 0xf];
    return 4;
}

enum stream_status quote_bytes(struct buffer *text, struct bytes data)
{
    char escaped[4];

    for (size_t i = 0; i < data.len; i++) {
        size_t len = quote_byte(data.at[i], escaped);
        enum stream_status status = buffer_write(text, bytes_of(escaped, len));
        if (status != STREAM_OK)
            return status;
    }
    return STREAM_OK;
}

/* Whether the byte at `i` can be shown too, and if so its width added. */
static bool widen(struct bytes data, size_t i, size_t most, size_t *width)
{
    char escaped[4];
    size_t wider = *width + quote_byte(data.at[i], escaped);
    if (wider > most)
        return false;
    *width = wider;
    return true;
}

/* What to show: half of the width before `around` at first, then whatever there is. */
static void choose_part(struct bytes data, size_t around, size_t *from, size_t *to)
{
    size_t width = 0;

    *from = around;
    *to = around;
    while (*from > 0 && widen(data, *from - 1, DISPLAY_WIDTH / 2, &width))
        --*from;
    while (*to < data.len && widen(data, *to, DISPLAY_WIDTH, &width))
        ++*to;
    while (*from > 0 && widen(data, *from - 1, DISPLAY_WIDTH, &width))
        --*from;
}

enum stream_status quote_around(struct buffer *text, struct bytes data, size_t around)
{
    size_t from, to;
    char tail[48] = "\"";

    assert(around <= data.len);
    choose_part(data, around, &from, &to);
    if (to - from < data.len)
        snprintf(tail, sizeof tail, "%s\" (%zu bytes)", to < data.len ? "..." : "", data.len);

    enum stream_status status = buffer_write(text, bytes_from_string(from > 0 ? "\"..." : "\""));
    if (status == STREAM_OK)
        status = quote_bytes(text, bytes_of(data.at + from, to - from));
    if (status == STREAM_OK)
        status = buffer_write(text, bytes_from_string(tail));
    return status;
}

void quote_short(char *text, struct bytes data, size_t around)
{
    struct buffer fixed = {.storage = (unsigned char *)text,
                           .at = (unsigned char *)text,
                           .capacity = QUOTE_SHORT_SIZE - 1,
                           .limit = QUOTE_SHORT_SIZE - 1};
    enum stream_status status = quote_around(&fixed, data, around);
    assert(status == STREAM_OK);
    (void)status;
    text[fixed.len] = '\0';
}
