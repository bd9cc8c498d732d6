#include "readers/addr2line.h"

#include "base/array.h"
#include "base/scan.h"

#include <string.h>

/* Cuts the last number of "FILE:17" or "FILE:17 (discriminator 3)" off; "FILE:?" has none. */
static bool cut_place(struct bytes place, struct addr2line_frame *frame)
{
    struct error unused;
    const unsigned char *colon = place.len == 0 ? NULL : memrchr(place.at, ':', place.len);
    if (colon == NULL || colon == place.at)
        return false;
    frame->file = bytes_of(place.at, (size_t)(colon - place.at));
    if (bytes_equal(frame->file, bytes_from_string("??")))
        frame->file = bytes_of(NULL, 0);
    struct scan s = scan_of("", bytes_skip(place, frame->file.len), &unused);
    s.rest = bytes_skip(place, (size_t)(colon - place.at) + 1);
    if (scan_text(&s, "?"))
        return scan_at_end(&s);
    return scan_number(&s, &frame->line) && (scan_at_end(&s) || scan_text(&s, " (discriminator "));
}

static bool read_frame(struct scan *s, struct addr2line *found)
{
    struct addr2line_frame frame = {.line = 0};
    struct bytes place;
    struct scan lines = *s;
    if (!scan_line(&lines, &frame.function) || frame.function.len == 0)
        return scan_expected(s, "a function's name");
    if (bytes_equal(frame.function, bytes_from_string("??")))
        frame.function = bytes_of(NULL, 0);
    struct scan second = lines;
    if (!scan_line(&lines, &place) || !cut_place(place, &frame))
        return scan_expected(&second, "<file>:<line>");
    if (!array_append(&found->frames, &found->frame_count, &frame, sizeof frame))
        return scan_no_memory(s);
    *s = lines;
    return true;
}

static bool begins_address(const struct scan *s)
{
    return s->rest.len > 1 && s->rest.at[0] == '0' && s->rest.at[1] == 'x';
}

static bool read_stack(struct scan *s, struct addr2line *found)
{
    struct addr2line_stack stack = {.first = found->frame_count};
    struct scan start = *s;
    if (!scan_hex(s, &stack.address) || !scan_line_end(s))
        return scan_expected(&start, "0x<address>");
    do {
        if (!read_frame(s, found))
            return false;
    } while (!scan_at_end(s) && !begins_address(s));
    stack.count = found->frame_count - stack.first;
    return array_append(&found->stacks, &found->stack_count, &stack, sizeof stack) ||
           scan_no_memory(s);
}

static int by_address(const void *a, const void *b)
{
    uint64_t left = ((const struct addr2line_stack *)a)->address;
    uint64_t right = ((const struct addr2line_stack *)b)->address;
    return left < right ? -1 : left > right;
}

bool addr2line_read(const char *name, struct bytes text, struct addr2line *found,
                    struct error *error)
{
    struct scan s = scan_of(name, text, error);
    *found = (struct addr2line){0};
    while (!scan_at_end(&s)) {
        if (!read_stack(&s, found)) {
            addr2line_dispose(found);
            return false;
        }
    }
    if (found->stack_count > 0)
        qsort(found->stacks, found->stack_count, sizeof *found->stacks, by_address);
    return true;
}

void addr2line_dispose(struct addr2line *found)
{
    free(found->stacks);
    free(found->frames);
    *found = (struct addr2line){0};
}

const struct addr2line_stack *addr2line_find(const struct addr2line *found, uint64_t address)
{
    struct addr2line_stack key = {.address = address};
    return found->stack_count == 0 ? NULL
                                   : bsearch(&key, found->stacks, found->stack_count,
                                             sizeof *found->stacks, by_address);
}
