#include "readers/memcheck.h"

#include "fuzz/reader.h"

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct memcheck memcheck;
    struct bytes line;
    bool read = memcheck_read(name, text, &memcheck, error);
    struct bytes first;
    if (memcheck_failed(text, &first))
        fuzz_expect_within(text, first);
    *left_empty = memcheck.errors == 0 && memcheck.first_error.len == 0;
    if (!read)
        return false;
    fuzz_expect_within(text, memcheck.first_error);
    while (memcheck_next_line(&memcheck.first_error, &line))
        fuzz_expect_within(text, line);
    return true;
}
