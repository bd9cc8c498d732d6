#include "probe/replay.h"

#include "base/descriptor.h"
#include "base/format.h"
#include "base/quote.h"
#include "probe/answer.h"
#include "probe/chunks.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

bool replay_read(const char *path, struct probe_case *c, struct error *error)
{
    struct bytes text;
    if (!descriptor_map(path, &text)) {
        error_set(error, "%s: %s", path, strerror(errno));
        return false;
    }
    struct scan s = scan_of(path, text, error);
    return frame_read_case(&s, c);
}

static bool add_line(struct buffer *text, const char *name, struct bytes bytes)
{
    return buffer_write(text, bytes_from_string(name)) == STREAM_OK &&
           quote_around(text, bytes, 0) == STREAM_OK && buffer_write_byte(text, '\n') == STREAM_OK;
}

static bool add_before(struct buffer *text, struct bytes before)
{
    static const char meaning[] = "  (in output before the call)\n";
    return before.len == 0 || (buffer_write(text, bytes_from_string("before ")) == STREAM_OK &&
                               quote_around(text, before, 0) == STREAM_OK &&
                               buffer_write(text, bytes_from_string(meaning)) == STREAM_OK);
}

static bool add_span(struct buffer *text, const struct probe_case *c)
{
    if (c->stream.span > 0)
        format_add(text, "       (over and over, %llu bytes in all)\n",
                   (unsigned long long)c->stream.span);
    return !format_failed(text);
}

static bool add_chunks(struct buffer *text, const struct probe_case *c)
{
    if (c->stream.chunks.len == 0 && c->stream.second == PROBE_ONE_STREAM)
        return true;
    format_add(text, "chunks ");
    chunks_describe(c, text);
    format_add(text, "\n");
    return !format_failed(text);
}

static bool add_status(struct buffer *text, uint64_t status)
{
    const char *name = stream_status_name((enum stream_status)status);
    return buffer_write(text, bytes_from_string("status ")) == STREAM_OK &&
           buffer_write(text, bytes_from_string(name)) == STREAM_OK &&
           buffer_write_byte(text, '\n') == STREAM_OK;
}

bool replay_case(const char *path, struct buffer *text, struct error *error)
{
    struct probe_case c;
    struct probe_answer answer;
    struct buffer output = buffer_bounded(SIZE_MAX);
    if (!replay_read(path, &c, error))
        return false;
    bool done = answer_case(&c, &output, &answer) && add_line(text, "data   ", c.data) &&
                add_span(text, &c) && add_chunks(text, &c) && add_line(text, "find   ", c.find) &&
                add_line(text, "repl   ", c.repl) && add_before(text, c.before) &&
                add_line(text, "output ", answer.output) && add_status(text, answer.status);
    if (!done)
        error_set(error, "cannot run the case: %s", strerror(errno));
    buffer_dispose(&output);
    return done;
}
