#include "readers/addr2line.h"

#include "fuzz/reader.h"

static void walk(struct bytes text, const struct addr2line *found)
{
    for (size_t i = 0; i < found->stack_count; i++) {
        const struct addr2line_stack *stack = &found->stacks[i];
        fuzz_expect(stack->count > 0, "a stack has a frame");
        fuzz_expect(stack->first + stack->count <= found->frame_count, "its frames are there");
        const struct addr2line_stack *same = addr2line_find(found, stack->address);
        fuzz_expect(same != NULL && same->address == stack->address, "an address is found");
    }
    for (size_t i = 0; i < found->frame_count; i++) {
        fuzz_expect_within(text, found->frames[i].function);
        fuzz_expect_within(text, found->frames[i].file);
    }
}

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct addr2line found;
    bool read = addr2line_read(name, text, &found, error);
    *left_empty = found.stacks == NULL && found.frames == NULL;
    if (!read)
        return false;
    walk(text, &found);
    addr2line_dispose(&found);
    return true;
}
