/* A bit for each byte of find that has matched (Baeza-Yates and Gonnet); a long find takes a loop. */
#include "algo_one.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { BITS = 64 };

static size_t find_short(struct bytes data, struct bytes find)
{
    uint64_t masks[256] = {0};
    uint64_t state = 0;
    for (size_t i = 0; i < find.len; i++)
        masks[find.at[i]] |= UINT64_C(1) << i;
    for (size_t i = 0; i < data.len; i++) {
        state = (state << 1 | 1) & masks[data.at[i]];
        if ((state >> (find.len - 1) & 1) != 0)
            return i + 1 - find.len;
    }
    return data.len;
}

static size_t find_long(struct bytes data, struct bytes find)
{
    for (size_t i = 0; i + find.len <= data.len; i++) {
        if (memcmp(data.at + i, find.at, find.len) == 0)
            return i;
    }
    return data.len;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    for (;;) {
        size_t at = find.len <= BITS ? find_short(data, find) : find_long(data, find);
        enum stream_status status = buffer_write(output, bytes_of(data.at, at));
        if (status != STREAM_OK || at == data.len)
            return status;
        status = buffer_write(output, repl);
        if (status != STREAM_OK)
            return status;
        data = bytes_skip(data, at + find.len);
    }
}
