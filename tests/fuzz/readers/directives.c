#include "readers/directives.h"

#include "fuzz/reader.h"

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct directive found;
    struct directives source = directives_of(text);
    uint64_t line = 0;
    (void)name, (void)error;
    *left_empty = true;
    while (directives_next(&source, &found)) {
        fuzz_expect(found.line > line, "a line has one directive at most");
        fuzz_expect(found.next_line >= found.line, "the next line comes after it");
        fuzz_expect(found.len <= sizeof found.text, "its text fits");
        line = found.line;
    }
    return true;
}
