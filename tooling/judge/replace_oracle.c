#include "judge/replace_oracle.h"

#include "base/format.h"

#include <string.h>

/* The first match at `at` or behind it; the end of data if there is none. */
static size_t next_match(struct bytes data, size_t at, struct bytes find)
{
    while (data.len - at >= find.len) {
        const unsigned char *first = memchr(data.at + at, find.at[0], data.len - at);
        if (first == NULL)
            break;
        at = (size_t)(first - data.at);
        if (data.len - at >= find.len && memcmp(first, find.at, find.len) == 0)
            return at;
        at++;
    }
    return data.len;
}

static void replace(struct bytes data, struct bytes find, struct bytes repl,
                    struct buffer *expected)
{
    size_t written = 0; /* bytes of data that are in `expected` */
    for (size_t at; (at = next_match(data, written, find)) < data.len;) {
        format_add_bytes(expected, bytes_of(data.at + written, at - written));
        format_add_bytes(expected, repl);
        written = at + find.len;
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
