#include "readers/addr2line.h"

#include "base/array.h"
#include "base/scan.h"

/* Reads a function's name, and "FILE:17", "FILE:17 (discriminator 3)" or "FILE:?" on the next line. */
static bool read_frame(struct scan *s, struct addr2line *found)
{
    const struct bytes unknown = bytes_from_string("??");
    struct addr2line_frame frame = {.line = 0};
    struct bytes place;
    struct scan lines = *s;
    if (!scan_line(&lines, &frame.function) || frame.function.len == 0)
        return scan_expected(s, "a function's name");
    if (bytes_equal(frame.function, unknown))
        frame.function = bytes_of(NULL, 0);

    struct scan number = lines;
    struct scan second = lines;
    bool cut = scan_line(&lines, &place);
    const unsigned char *colon = cut && place.len > 0 ? memrchr(place.at, ':', place.len) : NULL;
    cut = colon != NULL && colon > place.at &&
          scan_bytes(&number, (uint64_t)(colon - place.at), &frame.file) &&
          scan_text(&number, ":") &&
          (scan_text(&number, "?") ||
           (scan_number(&number, &frame.line) &&
            (!scan_text(&number, " (discriminator ") || scan_line(&number, &place))));
    if (!cut || !(number.rest.at == lines.rest.at || scan_line_end(&number)))
        return scan_expected(&second, "<file>:<line>");
    if (bytes_equal(frame.file, unknown))
        frame.file = bytes_of(NULL, 0);
    *s = lines;
    return array_append(&found->frames, &found->frame_count, &frame, sizeof frame) ||
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
    bool read = true;
    *found = (struct addr2line){0};
    while (read && !scan_at_end(&s)) {
        struct addr2line_stack stack = {.first = found->frame_count};
        struct scan start = s;
        read = (scan_hex(&s, &stack.address) && scan_line_end(&s)) ||
               scan_expected(&start, "0x<address>");
        for (; read && (stack.count == 0 || !(scan_at_end(&s) || scan_starts_with(s.rest, "0x")));
             stack.count++)
            read = read_frame(&s, found);
        if (read && !array_append(&found->stacks, &found->stack_count, &stack, sizeof stack))
            read = scan_no_memory(&s);
    }
    if (!read)
        addr2line_dispose(found);
    else if (found->stack_count > 0)
        qsort(found->stacks, found->stack_count, sizeof *found->stacks, by_address);
    return read;
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
