#include "readers/stack_usage.h"

#include "fuzz/reader.h"

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct stack_usage usage;
    bool read = stack_usage_read(name, text, &usage, error);
    *left_empty = usage.frames == NULL && usage.frame_count == 0;
    if (!read)
        return false;
    for (size_t i = 0; i < usage.frame_count; i++) {
        fuzz_expect_within(text, usage.frames[i].file);
        fuzz_expect_within(text, usage.frames[i].function);
        fuzz_expect(usage.frames[i].dynamic || !usage.frames[i].bounded,
                    "what is bounded is dynamic");
    }
    stack_usage_dispose(&usage);
    return true;
}
