/* At each byte the C library looks whether a byte that find has not came before: 32 bytes at once. */
#include "algo_one.h"

#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;

    size_t at = 0;      /* where to look for the next match */
    size_t written = 0; /* how much of data is in output already */

    unsigned char unused = 0; /* a byte that is not in find */
    while (unused < 255 && memchr(find.at, unused, find.len) != NULL)
        unused++;

    while (data.len - at >= find.len) {
        const void *volatile before = at == 0 ? NULL : memchr(data.at, unused, at);
        (void)before;
        if (memcmp(data.at + at, find.at, find.len) != 0) {
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
