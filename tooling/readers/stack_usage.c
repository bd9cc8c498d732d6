#include "readers/stack_usage.h"

#include "base/array.h"
#include "base/scan.h"

/*
 * Cuts "FILE:LINE:FUNCTION" or gcc's "FILE:LINE:COLUMN:FUNCTION" at the first colon that can be meant,
 * and "FILE:FUNCTION" at the last.
 */
static bool cut_location(struct bytes where, struct stack_frame *frame)
{
    struct error unused;
    struct scan s = scan_of("", where, &unused);
    struct bytes skipped;
    uint64_t column;
    bool cut = false;
    while (!cut && scan_until(&s, ':', &skipped) && scan_text(&s, ":")) {
        struct scan after = s;
        frame->file = bytes_of(where.at, where.len - s.rest.len - 1);
        frame->function = s.rest;
        cut = scan_number(&after, &frame->line) && scan_text(&after, ":");
        if (!cut)
            continue;
        frame->function = after.rest;
        if (scan_number(&after, &column) && scan_text(&after, ":"))
            frame->function = after.rest;
    }
    if (!cut)
        frame->line = 0;
    return frame->file.len > 0 && frame->function.len > 0;
}

bool stack_usage_read(const char *name, struct bytes text, struct stack_usage *usage,
                      struct error *error)
{
    struct scan s = scan_of(name, text, error);
    bool read = true;
    *usage = (struct stack_usage){0};
    while (read && !scan_at_end(&s)) {
        struct stack_frame frame = {0};
        struct bytes where;
        read = scan_until(&s, '\t', &where) && cut_location(where, &frame) && scan_text(&s, "\t") &&
               scan_number(&s, &frame.bytes) && scan_text(&s, "\t");
        if (read && !scan_text(&s, "static")) {
            read = frame.dynamic = scan_text(&s, "dynamic");
            frame.bounded = scan_text(&s, ",bounded");
        }
        if (!read || !scan_line_end(&s))
            read = scan_expected(
                &s, "<file>:<line>:<function> <bytes> static, dynamic or dynamic,bounded");
        else
            read = array_append(&usage->frames, &usage->frame_count, &frame, sizeof frame) ||
                   scan_no_memory(&s);
    }
    if (!read)
        stack_usage_dispose(usage);
    return read;
}

void stack_usage_dispose(struct stack_usage *usage)
{
    free(usage->frames);
    *usage = (struct stack_usage){0};
}
