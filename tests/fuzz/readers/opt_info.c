#include "readers/opt_info.h"

#include "fuzz/reader.h"

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct opt_info info;
    bool read = opt_info_read(name, text, &info, error);
    *left_empty = info.lines == NULL && info.count == 0;
    if (!read)
        return false;
    for (size_t i = 0; i < info.count; i++) {
        fuzz_expect_within(text, info.lines[i].file);
        fuzz_expect_within(text, info.lines[i].callee);
        fuzz_expect_within(text, info.lines[i].caller);
        fuzz_expect_within(text, info.lines[i].text);
    }
    opt_info_dispose(&info);
    return true;
}
