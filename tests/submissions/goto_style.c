/* Stage 4: right and unusual: not a loop in it, only goto. */
#include "algo_one.h"

#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    const unsigned char *first;
    enum stream_status status = STREAM_EMPTY_FIND;
    size_t front = 0; /* bytes that hold no match */

    if (find.len == 0)
        goto out;
look:
    if (data.len - front < find.len)
        goto rest;
    first = memchr(data.at + front, find.at[0], data.len - front - find.len + 1);
    if (first == NULL)
        goto rest;
    front = (size_t)(first - data.at);
    if (memcmp(first, find.at, find.len) == 0)
        goto match;
    front++;
    goto look;
match:
    status = buffer_write(output, bytes_of(data.at, front));
    if (status != STREAM_OK)
        goto out;
    status = buffer_write(output, repl);
    if (status != STREAM_OK)
        goto out;
    data = bytes_skip(data, front + find.len);
    front = 0;
    goto look;
rest:
    status = buffer_write(output, data);
out:
    return status;
}
