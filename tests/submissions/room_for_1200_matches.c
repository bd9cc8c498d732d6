/* It has room for 1200 matches, and does not count them. */
#include "algo_one.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    size_t places[1200];
    size_t n = 0;
    if (data.len < find.len)
        return buffer_write(output, data);
    for (size_t i = 0; i + find.len <= data.len;) {
        if (memcmp(data.at + i, find.at, find.len) == 0) {
            places[n++] = i;
            i += find.len;
        } else
            i++;
    }
    size_t from = 0;
    enum stream_status s = STREAM_OK;
    for (size_t k = 0; k < n && s == STREAM_OK; k++) {
        s = buffer_write(output, bytes_of(data.at + from, places[k] - from));
        if (s == STREAM_OK)
            s = buffer_write(output, repl);
        from = places[k] + find.len;
    }
    return s == STREAM_OK ? buffer_write(output, bytes_skip(data, from)) : s;
}
