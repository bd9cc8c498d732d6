/* It numbers the matches, each time from the first one on, up to 4,000. */
#include "algo_one.h"

#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;

    size_t at = 0;      /* where to look for the next match */
    size_t written = 0; /* how much of data is in output already */
    size_t matches = 0;

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
        volatile size_t number = 0;
        for (size_t i = 0; i <= matches && matches < 4000; i++)
            number = number + 1;
        matches = number;
        at += find.len;
        written = at;
    }
    return buffer_write(output, bytes_skip(data, written));
}
