#include "learn/hints.h"

#include "fuzz/reader.h"

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct hints hints;
    struct buffer shown = buffer_bounded(SIZE_MAX);
    bool read = hints_read(name, text, &hints, error);
    size_t all = 0;
    for (size_t i = 0; i < HINTS_COUNT; i++) {
        fuzz_expect(!read || hints.of[i].len > 0, "no hint is empty");
        fuzz_expect_within(text, hints.of[i]);
        all += hints.of[i].len;
    }
    if (read)
        hints_draw(&hints, 1, 1, HINTS_COUNT, &shown);
    buffer_dispose(&shown);
    *left_empty = all == 0;
    return read;
}
