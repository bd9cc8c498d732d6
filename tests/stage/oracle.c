#include "stage/oracle.h"

#include "text/format.h"

#include <stdbool.h>

static bool matches_at(struct bytes data, size_t at, struct bytes find)
{
    for (size_t i = 0; i < find.len; i++) {
        if (at + i >= data.len || data.at[at + i] != find.at[i])
            return false;
    }
    return true;
}

enum stream_status oracle(const struct probe_case *c, struct buffer *expected)
{
    format_add_bytes(expected, c->before);
    if (c->find.len == 0)
        return STREAM_EMPTY_FIND;
    for (size_t i = 0; i < c->data.len;) {
        if (matches_at(c->data, i, c->find)) {
            format_add_bytes(expected, c->repl);
            i += c->find.len;
        } else {
            format_add_bytes(expected, bytes_of(c->data.at + i, 1));
            i++;
        }
    }
    return STREAM_OK;
}
