#include "readers/stack_usage.h"

#include "base/array.h"
#include "base/scan.h"

/* Cuts the column off a function's front: "12:main" is main, in gcc's files. */
static struct bytes cut_column(struct scan function)
{
    struct scan name = function;
    uint64_t column;
    return scan_number(&name, &column) && scan_text(&name, ":") ? name.rest : function.rest;
}

/* Cuts "FILE:LINE:FUNCTION" or "FILE:LINE:COLUMN:FUNCTION" at the first colon that can be meant. */
static bool cut_at_line(struct bytes where, struct stack_frame *frame)
{
    struct error unused;
    struct scan s = scan_of("", where, &unused);
    struct bytes skipped;

    while (scan_until(&s, ':', &skipped) && scan_text(&s, ":")) {
        size_t file_len = where.len - s.rest.len - 1;
        struct scan behind = s;
        if (scan_number(&behind, &frame->line) && scan_text(&behind, ":")) {
            frame->file = bytes_of(where.at, file_len);
            frame->function = cut_column(behind);
            return true;
        }
    }
    return false;
}

/* Cuts "FILE:FUNCTION" at the last colon. */
static bool cut_without_line(struct bytes where, struct stack_frame *frame)
{
    size_t colon = where.len;
    while (colon > 0 && where.at[colon - 1] != ':')
        colon--;
    if (colon == 0)
        return false;
    frame->line = 0;
    frame->file = bytes_of(where.at, colon - 1);
    frame->function = bytes_skip(where, colon);
    return true;
}

static bool cut_location(struct bytes where, struct stack_frame *frame)
{
    return (cut_at_line(where, frame) || cut_without_line(where, frame)) && frame->file.len > 0 &&
           frame->function.len > 0;
}

static bool scan_kind(struct scan *s, struct stack_frame *frame)
{
    if (scan_text(s, "static"))
        return true;
    frame->dynamic = scan_text(s, "dynamic");
    frame->bounded = scan_text(s, ",bounded");
    return frame->dynamic;
}

static bool read_frame(struct scan *s, struct stack_frame *frame)
{
    struct bytes where;
    *frame = (struct stack_frame){0};
    return (scan_until(s, '\t', &where) && cut_location(where, frame) && scan_text(s, "\t") &&
            scan_number(s, &frame->bytes) && scan_text(s, "\t") && scan_kind(s, frame) &&
            scan_line_end(s)) ||
           scan_expected(s, "<file>:<line>:<function> <bytes> static, dynamic or dynamic,bounded");
}

static bool add_frame(struct scan *s, struct stack_usage *usage)
{
    struct stack_frame frame;
    if (!read_frame(s, &frame))
        return false;
    return array_append(&usage->frames, &usage->frame_count, &frame, sizeof frame) ||
           scan_no_memory(s);
}

bool stack_usage_read(const char *name, struct bytes text, struct stack_usage *usage,
                      struct error *error)
{
    struct scan s = scan_of(name, text, error);
    bool read = true;
    *usage = (struct stack_usage){0};
    while (read && !scan_at_end(&s))
        read = add_frame(&s, usage);
    if (!read)
        stack_usage_dispose(usage);
    return read;
}

void stack_usage_dispose(struct stack_usage *usage)
{
    free(usage->frames);
    *usage = (struct stack_usage){0};
}
