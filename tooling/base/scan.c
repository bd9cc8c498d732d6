#include "base/scan.h"

#include "base/quote.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first line of `text`, without its end. */
static struct bytes first_line(struct bytes text)
{
    const unsigned char *end = text.len == 0 ? NULL : memchr(text.at, '\n', text.len);
    return end == NULL ? text : bytes_of(text.at, (size_t)(end - text.at));
}

struct scan scan_of(const char *name, struct bytes text, struct error *error)
{
    error->text[0] = '\0';
    return (struct scan){
        .name = name, .rest = text, .line = first_line(text), .line_number = 1, .error = error};
}

/* How many bytes of the line have been scanned. */
static size_t column(const struct scan *s)
{
    return s->line.len == 0 ? 0 : (size_t)(s->rest.at - s->line.at);
}

static struct bytes rest_of_line(const struct scan *s)
{
    return bytes_of(s->rest.at, s->line.len - column(s));
}

bool scan_at_end(const struct scan *s)
{
    return s->rest.len == 0;
}

/* Moves on by n bytes of the rest, over line ends too. */
static void advance(struct scan *s, size_t n)
{
    struct bytes line = rest_of_line(s);
    while (n > line.len) {
        n -= line.len + 1;
        s->rest = bytes_skip(s->rest, line.len + 1);
        line = s->line = first_line(s->rest);
        s->line_number++;
    }
    s->rest = bytes_skip(s->rest, n);
}

bool scan_text(struct scan *s, const char *text)
{
    size_t len = 0;
    for (; text[len] != '\0'; len++) {
        if (len == s->rest.len || s->rest.at[len] != (unsigned char)text[len])
            return false;
    }
    assert(len > 0);
    advance(s, len);
    return true;
}

bool scan_bytes(struct scan *s, uint64_t count, struct bytes *found)
{
    if (count > s->rest.len)
        return false;
    *found = bytes_of(s->rest.at, (size_t)count);
    advance(s, found->len);
    return true;
}

/* The value of a digit, or something too large for any base. */
static unsigned digit_value(unsigned char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return (unsigned)(digit - 'a') + 10;
    if (digit >= 'A' && digit <= 'F')
        return (unsigned)(digit - 'A') + 10;
    return UINT8_MAX;
}

static bool scan_digits(struct scan *s, unsigned base, uint64_t *number)
{
    struct bytes line = rest_of_line(s);
    uint64_t value = 0;
    size_t len = 0;

    for (; len < line.len && digit_value(line.at[len]) < base; len++) {
        unsigned digit = digit_value(line.at[len]);
        if (value > (UINT64_MAX - digit) / base)
            return false;
        value = value * base + digit;
    }
    if (len == 0)
        return false;
    advance(s, len);
    *number = value;
    return true;
}

bool scan_number(struct scan *s, uint64_t *number)
{
    return scan_digits(s, 10, number);
}

bool scan_hex(struct scan *s, uint64_t *number)
{
    struct scan digits = *s;
    if (!scan_text(&digits, "0x") || !scan_digits(&digits, 16, number))
        return false;
    *s = digits;
    return true;
}

bool scan_until(struct scan *s, char stop, struct bytes *found)
{
    struct bytes line = rest_of_line(s);
    const unsigned char *at = line.len == 0 ? NULL : memchr(line.at, stop, line.len);
    if (at == NULL)
        return false;
    *found = bytes_of(line.at, (size_t)(at - line.at));
    advance(s, found->len);
    return true;
}

bool scan_blank(struct scan *s)
{
    struct bytes line = rest_of_line(s);
    size_t len = 0;
    while (len < line.len && (line.at[len] == ' ' || line.at[len] == '\t'))
        len++;
    advance(s, len);
    return len > 0;
}

/* Whether the line lacks its "\n". */
static bool is_cut_off(const struct scan *s)
{
    return rest_of_line(s).len == s->rest.len;
}

bool scan_line_end(struct scan *s)
{
    struct bytes found;
    return rest_of_line(s).len == 0 && scan_line(s, &found);
}

bool scan_line(struct scan *s, struct bytes *found)
{
    if (is_cut_off(s))
        return false;
    *found = rest_of_line(s);
    advance(s, found->len + 1);
    return true;
}

bool scan_starts_with(struct bytes text, const char *start)
{
    size_t len = strlen(start);
    return text.len >= len && memcmp(text.at, start, len) == 0;
}

struct bytes scan_line_with(struct bytes text, const char *part)
{
    const unsigned char *at = text.len == 0 ? NULL : memmem(text.at, text.len, part, strlen(part));
    struct bytes line = at == NULL ? bytes_of(NULL, 0) : bytes_skip(text, (size_t)(at - text.at));
    const unsigned char *end = line.len == 0 ? NULL : memchr(line.at, '\n', line.len);
    return end == NULL ? line : bytes_of(line.at, (size_t)(end - line.at));
}

bool scan_expected(struct scan *s, const char *expected)
{
    char line[QUOTE_SHORT_SIZE];
    const char *got = line;
    const char *end = "";

    quote_short(line, s->line, column(s));
    if (is_cut_off(s) && s->line.len > 0)
        end = " and the end of the text";
    else if (is_cut_off(s))
        got = "the end of the text";
    error_set(s->error, "%s:%zu: expected %s, got %s%s", s->name, s->line_number, expected, got,
              end);
    return false;
}

bool scan_fail(struct scan *s, const char *problem, ...)
{
    char text[ERROR_TEXT_SIZE];
    va_list arguments;
    va_start(arguments, problem);
    vsnprintf(text, sizeof text, problem, arguments);
    va_end(arguments);
    return error_set(s->error, "%s: %s", s->name, text);
}

bool scan_no_memory(struct scan *s)
{
    return scan_fail(s, "not enough memory to read it");
}

bool scan_copy(struct scan *s, const char *text, char **copy)
{
    *copy = malloc(strlen(text) + 1);
    if (*copy == NULL)
        return scan_no_memory(s);
    strcpy(*copy, text);
    return true;
}
