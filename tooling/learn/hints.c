#include "learn/hints.h"

#include "base/format.h"
#include "base/scan.h"

#include <stdio.h>

static bool is_heading(struct bytes line, size_t number)
{
    char heading[16];
    snprintf(heading, sizeof heading, "## %zu", number);
    return bytes_equal(line, bytes_from_string(heading));
}

/* Scans lines up to the heading of part `number`, or where there is none, to the end. */
static bool scan_part(struct scan *s, size_t number, struct bytes *part)
{
    struct bytes line;
    char expected[32];
    const unsigned char *begin = s->rest.at;
    snprintf(expected, sizeof expected, "a line, or ## %zu", number);
    while (!scan_at_end(s)) {
        const unsigned char *line_begin = s->rest.at;
        if (!scan_line(s, &line))
            return scan_expected(s, "a whole line");
        *part = bytes_of(begin, (size_t)(line_begin - begin));
        if (is_heading(line, number))
            return true;
    }
    *part = bytes_of(begin, (size_t)(s->rest.at - begin));
    return number > HINTS_COUNT || scan_expected(s, expected);
}

static struct bytes trim(struct bytes text)
{
    while (text.len > 0 && text.at[0] == '\n')
        text = bytes_skip(text, 1);
    while (text.len > 0 && text.at[text.len - 1] == '\n')
        text.len--;
    return text;
}

static bool scan_hints(struct scan *s, struct hints *hints)
{
    struct bytes part;
    if (!scan_part(s, 1, &part))
        return false;
    for (size_t i = 0; i < HINTS_COUNT; i++) {
        if (!scan_part(s, i + 2, &part))
            return false;
        hints->of[i] = trim(part);
        if (hints->of[i].len == 0)
            return scan_fail(s, "expected a hint below ## %zu, got none", i + 1);
    }
    return true;
}

bool hints_read(const char *name, struct bytes text, struct hints *hints, struct error *error)
{
    struct scan s = scan_of(name, text, error);
    *hints = (struct hints){0};
    if (scan_hints(&s, hints))
        return true;
    *hints = (struct hints){0};
    return false;
}

void hints_draw(const struct hints *hints, unsigned number, size_t first, size_t last,
                struct buffer *text)
{
    for (size_t i = first; i <= last; i++) {
        format_add(text, "Hint %zu of %d for stage %u\n\n", i, HINTS_COUNT, number);
        format_add_bytes(text, hints->of[i - 1]);
        format_add(text, "\n\n");
    }
    if (last < HINTS_COUNT)
        format_add(text, "The next hint for stage %u: make hint %u\n", number, number);
    else
        format_add(text, "That was the last hint for stage %u; make hint %u shows all %d again.\n",
                   number, number, HINTS_COUNT);
}
