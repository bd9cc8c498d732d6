#include "classroom/grading_progress.h"

#include "base/format.h"

enum { NARROWEST_BAR = 10, WIDEST_BAR = 40 };

long progress_left(const struct progress *progress)
{
    size_t done = progress->done - progress->before;
    size_t left = progress->total - progress->done;
    if (done == 0)
        return left == 0 ? 0 : -1;
    return (long)(((double)left * progress->seconds + (double)done - 1) / (double)done);
}

static void add_left(long seconds, struct buffer *text)
{
    if (seconds < 0)
        format_add(text, "time left: not known yet");
    else if (seconds < 60)
        format_add(text, "%ld s left", seconds);
    else if (seconds < 3600)
        format_add(text, "%ld min %ld s left", seconds / 60, seconds % 60);
    else
        format_add(text, "%ld h %ld min left", seconds / 3600, seconds / 60 % 60);
}

static void add_bar(const struct progress *progress, unsigned width, struct buffer *text)
{
    size_t full = progress->total == 0 ? width : progress->done * width / progress->total;
    format_add(text, "[");
    for (size_t i = 0; i < width; i++)
        format_add(text, i < full ? "#" : ".");
    format_add(text, "] ");
}

void progress_draw(const struct progress *progress, unsigned width, struct buffer *text)
{
    enum { FRAME = 3 }; /* "[] " */
    struct buffer words = buffer_bounded(SIZE_MAX);
    format_add(&words, "%zu/%zu, %zu not-yet, %zu inconclusive, ", progress->done, progress->total,
               progress->not_yet, progress->inconclusive);
    add_left(progress_left(progress), &words);
    size_t used = words.len + FRAME;
    size_t bar = width > used ? width - used : 0;
    if (bar >= NARROWEST_BAR)
        add_bar(progress, bar < WIDEST_BAR ? (unsigned)bar : WIDEST_BAR, text);
    format_add_bytes(text, buffer_rest(&words));
    if (format_failed(&words))
        text->limit = 0;
    buffer_dispose(&words);
}
