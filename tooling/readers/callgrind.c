#include "readers/callgrind.h"

#include "base/scan.h"

#include <stdlib.h>
#include <string.h>

void callgrind_dispose(struct callgrind *profile)
{
    free(profile->lines);
    free(profile->calls);
    *profile = (struct callgrind){0};
}

struct bytes callgrind_cut_part(struct bytes *text)
{
    struct error unused;
    struct bytes line;
    struct scan s = scan_of("part", *text, &unused);
    bool ended = false;
    while (!ended && scan_line(&s, &line))
        ended = scan_starts_with(line, "totals:");
    struct bytes part = bytes_of(text->at, ended ? text->len - s.rest.len : text->len);
    *text = bytes_skip(*text, part.len);
    return part;
}

bool callgrind_event(const struct callgrind *profile, const char *name, size_t *event)
{
    for (size_t i = 0; i < profile->event_count; i++) {
        if (bytes_equal(profile->events[i], bytes_from_string(name))) {
            *event = i;
            return true;
        }
    }
    return false;
}

uint64_t callgrind_self(const struct callgrind *profile, const char *function, size_t event)
{
    uint64_t self = 0;
    for (size_t i = 0; i < profile->line_count; i++) {
        if (bytes_equal(profile->lines[i].function, bytes_from_string(function)))
            self += profile->lines[i].cost.of[event];
    }
    return self;
}

uint64_t callgrind_calls_to(const struct callgrind *profile, const char *function)
{
    uint64_t count = 0;
    for (size_t i = 0; i < profile->call_count; i++) {
        if (bytes_equal(profile->calls[i].callee, bytes_from_string(function)))
            count += profile->calls[i].count;
    }
    return count;
}
