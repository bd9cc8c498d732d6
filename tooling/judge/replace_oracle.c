#include "judge/replace_oracle.h"

#include "base/format.h"

#include <stdbool.h>
#include <string.h>

static bool matches_at(struct bytes data, size_t at, struct bytes find)
{
    return data.len - at >= find.len && memcmp(data.at + at, find.at, find.len) == 0;
}

static void replace(struct bytes data, struct bytes find, struct bytes repl,
                    struct buffer *expected)
{
    size_t written = 0;
    for (size_t i = 0; i < data.len;) {
        if (!matches_at(data, i, find)) {
            i++;
            continue;
        }
        format_add_bytes(expected, bytes_of(data.at + written, i - written));
        format_add_bytes(expected, repl);
        i += find.len;
        written = i;
    }
    format_add_bytes(expected, bytes_skip(data, written));
}

/* However a stream is cut, it is one. */
enum stream_status replace_oracle(const struct probe_case *c, struct buffer *expected)
{
    format_add_bytes(expected, c->before);
    if (c->find.len == 0)
        return STREAM_EMPTY_FIND;
    replace(c->data, c->find, c->repl, expected);
    if (c->stream.second == PROBE_AGAIN)
        replace(c->data, c->find, c->repl, expected);
    if (c->stream.second == PROBE_BESIDE || c->stream.second == PROBE_INSIDE)
        replace(c->data, c->repl, c->find, expected);
    return STREAM_OK;
}
