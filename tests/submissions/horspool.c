/* Horspool's algorithm: the byte at the end of the window decides how far to skip. */
#include "algo_one.h"

#include <string.h>

enum { BYTES = 256, FARTHEST = 255 };

static void fill(unsigned char skip[BYTES], struct bytes find)
{
    size_t most = find.len < FARTHEST ? find.len : FARTHEST;
    memset(skip, (int)most, BYTES);
    for (size_t i = find.len - most; i + 1 < find.len; i++)
        skip[find.at[i]] = (unsigned char)(find.len - 1 - i);
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    unsigned char skip[BYTES];
    size_t from = 0;

    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    fill(skip, find);
    for (size_t i = 0; data.len - from >= find.len && i <= data.len - find.len;) {
        unsigned char last = data.at[i + find.len - 1];
        if (last != find.at[find.len - 1] || memcmp(data.at + i, find.at, find.len) != 0) {
            i += skip[last];
            continue;
        }
        enum stream_status status = buffer_write(output, bytes_of(data.at + from, i - from));
        if (status == STREAM_OK)
            status = buffer_write(output, repl);
        if (status != STREAM_OK)
            return status;
        i += find.len;
        from = i;
    }
    return buffer_write(output, bytes_skip(data, from));
}
