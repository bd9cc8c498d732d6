#include "learn/hints.h"

#include "base/format.h"
#include "base/scan.h"

#include <stdio.h>

/* Scans lines up to the heading of part `number`, or to the end if no such part is expected. */
static bool scan_part(struct scan *s, size_t number, struct bytes *part)
{
    struct bytes line;
    char heading[16];
    char expected[32];
    const unsigned char *begin = s->rest.at;
    snprintf(heading, sizeof heading, "## %zu", number);
    snprintf(expected, sizeof expected, "a line, or %s", heading);
    while (!scan_at_end(s)) {
        const unsigned char *line_begin = s->rest.at;
        if (!scan_line(s, &line))
            return scan_expected(s, "a whole line");
        *part = bytes_of(begin, (size_t)(line_begin - begin));
        if (bytes_equal(line, bytes_from_string(heading)))
            return true;
    }
    *part = bytes_of(begin, (size_t)(s->rest.at - begin));
    return number > HINTS_COUNT || scan_expected(s, expected);
}

bool hints_read(const char *name, struct bytes text, struct hints *hints, struct error *error)
{
    struct scan s = scan_of(name, text, error);
    struct hints found = {0};
    struct bytes part;
    *hints = found;
    if (!scan_part(&s, 1, &part))
        return false;
    for (size_t i = 0; i < HINTS_COUNT; i++) {
        if (!scan_part(&s, i + 2, &part))
            return false;
        while (part.len > 0 && part.at[0] == '\n')
            part = bytes_skip(part, 1);
        while (part.len > 0 && part.at[part.len - 1] == '\n')
            part.len--;
        if (part.len == 0)
            return scan_fail(&s, "expected a hint below ## %zu, got none", i + 1);
        found.of[i] = part;
    }
    *hints = found;
    return true;
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
