/* It lets the C library search for all of find at once. */
#define _GNU_SOURCE
#include "algo_one.h"

#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    const unsigned char *match;

    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    while (status == STREAM_OK && data.len >= find.len &&
           (match = memmem(data.at, data.len, find.at, find.len)) != NULL) {
        size_t before = (size_t)(match - data.at);
        status = buffer_write(output, bytes_of(data.at, before));
        if (status == STREAM_OK)
            status = buffer_write(output, repl);
        data = bytes_skip(data, before + find.len);
    }
    return status == STREAM_OK ? buffer_write(output, data) : status;
}
