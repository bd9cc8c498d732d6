/* A table on the stack: for each byte, the places in find that have it, as bits. */
#include "algo_one.h"

#include <stdint.h>
#include <string.h>

static enum stream_status replace(struct bytes data, struct bytes find, struct bytes repl,
                                  struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    for (size_t i = 0; i < data.len && status == STREAM_OK;) {
        if (data.len - i >= find.len && memcmp(data.at + i, find.at, find.len) == 0) {
            status = buffer_write(output, repl);
            i += find.len;
        } else {
            status = buffer_write_byte(output, data.at[i]);
            i++;
        }
    }
    return status;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    uint64_t places[256] = {0};
    uint64_t matched = 0;
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    if (find.len > 64 || find.len > data.len)
        return replace(data, find, repl, output);
    for (size_t k = 0; k < find.len; k++)
        places[find.at[k]] |= UINT64_C(1) << k;
    size_t written = 0;
    for (size_t i = 0; i < data.len && status == STREAM_OK; i++) {
        matched = (matched << 1 | 1) & places[data.at[i]];
        if ((matched >> (find.len - 1) & 1) == 0)
            continue;
        size_t match = i + 1 - find.len;
        status = buffer_write(output, bytes_of(data.at + written, match - written));
        if (status == STREAM_OK)
            status = buffer_write(output, repl);
        written = i + 1;
        matched = 0;
    }
    return status == STREAM_OK ? buffer_write(output, bytes_skip(data, written)) : status;
}
