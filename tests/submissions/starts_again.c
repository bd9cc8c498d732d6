/* After each match it starts from the front, and skips the matches that it has seen. */
#include "algo_one.h"

#include <string.h>

/* Where match number n ends; data.len + 1 if there are fewer. */
static size_t end_of_match(struct bytes data, struct bytes find, size_t n)
{
    for (size_t i = 0; data.len - i >= find.len;) {
        bool match = memcmp(data.at + i, find.at, find.len) == 0;
        i += match ? find.len : 1;
        n -= match;
        if (n == 0)
            return i;
    }
    return data.len + 1;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    size_t from = 0;
    for (size_t n = 1;; n++) {
        size_t end = end_of_match(data, find, n);
        struct bytes plain = bytes_skip(bytes_of(data.at, end), from);
        if (end == data.len + 1)
            return buffer_write(output, bytes_skip(data, from));
        plain.len -= find.len;
        enum stream_status status = buffer_write(output, plain);
        if (status == STREAM_OK)
            status = buffer_write(output, repl);
        if (status != STREAM_OK)
            return status;
        from = end;
    }
}
