#include "readers/callgrind.h"

#include "fuzz/reader.h"

static void walk(struct bytes text, const struct callgrind *profile)
{
    for (size_t i = 0; i < profile->event_count; i++)
        fuzz_expect_within(text, profile->events[i]);
    for (size_t i = 0; i < profile->line_count; i++) {
        fuzz_expect_within(text, profile->lines[i].function);
        fuzz_expect_within(text, profile->lines[i].file);
    }
    for (size_t i = 0; i < profile->call_count; i++) {
        fuzz_expect_within(text, profile->calls[i].caller);
        fuzz_expect_within(text, profile->calls[i].file);
        fuzz_expect_within(text, profile->calls[i].callee);
        fuzz_expect_within(text, profile->calls[i].callee_file);
    }
}

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct callgrind profile;
    bool read = callgrind_read(name, text, &profile, error);
    *left_empty = profile.lines == NULL && profile.calls == NULL && profile.event_count == 0;
    if (!read)
        return false;
    walk(text, &profile);
    callgrind_dispose(&profile);
    return true;
}
