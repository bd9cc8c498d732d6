/* Horspool whose shifts are of 16 bits: wrong for a find of 64 KiB and more. */
#include "algo_one.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    uint16_t shift[256];
    enum stream_status s = STREAM_OK;
    size_t i = 0, from = 0;
    for (size_t k = 0; k < 256; k++)
        shift[k] = (uint16_t)find.len;
    for (size_t k = 0; k + 1 < find.len; k++)
        shift[find.at[k]] = (uint16_t)(find.len - 1 - k);
    while (s == STREAM_OK && find.len <= data.len && i <= data.len - find.len) {
        if (memcmp(data.at + i, find.at, find.len) == 0) {
            s = buffer_write(output, bytes_of(data.at + from, i - from));
            if (s == STREAM_OK)
                s = buffer_write(output, repl);
            from = i += find.len;
        } else {
            i += shift[data.at[i + find.len - 1]];
        }
    }
    return s == STREAM_OK ? buffer_write(output, bytes_of(data.at + from, data.len - from)) : s;
}
