/* Knuth, Morris and Pratt's table with 16 bits an entry: wrong for a run of more than 64 KiB in find. */
#include "algo_one.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static enum stream_status slowly(struct bytes data, struct bytes find, struct bytes repl,
                                 struct buffer *output)
{
    enum stream_status s = STREAM_OK;
    for (size_t i = 0; i < data.len && s == STREAM_OK;) {
        if (data.len - i >= find.len && memcmp(data.at + i, find.at, find.len) == 0) {
            s = buffer_write(output, repl);
            i += find.len;
        } else {
            s = buffer_write_byte(output, data.at[i++]);
        }
    }
    return s;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    if (find.len < 2)
        return slowly(data, find, repl, output);
    uint16_t *f = malloc(find.len * sizeof *f);
    if (!f)
        return STREAM_NO_MEMORY;
    f[0] = 0;
    for (size_t i = 1, k = 0; i < find.len; i++) {
        while (k > 0 && find.at[i] != find.at[k])
            k = f[k - 1];
        if (find.at[i] == find.at[k])
            k++;
        f[i] = (uint16_t)k;
    }
    enum stream_status s = STREAM_OK;
    size_t k = 0, from = 0;
    for (size_t i = 0; i < data.len && s == STREAM_OK; i++) {
        while (k > 0 && data.at[i] != find.at[k])
            k = f[k - 1];
        if (data.at[i] == find.at[k])
            k++;
        if (k == find.len) {
            s = buffer_write(output, bytes_of(data.at + from, i + 1 - k - from));
            if (s == STREAM_OK)
                s = buffer_write(output, repl);
            from = i + 1;
            k = 0;
        }
    }
    free(f);
    return s == STREAM_OK ? buffer_write(output, bytes_skip(data, from)) : s;
}
