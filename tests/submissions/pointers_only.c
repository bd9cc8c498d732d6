/* No index in it: two pointers go through data, and do-while is its only loop. */
#include "algo_one.h"

#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    if (data.len < find.len)
        return buffer_write(output, data);
    const unsigned char *const last = data.at + (data.len - find.len);
    const unsigned char *from = data.at;
    const unsigned char *to = data.at;
    do {
        if (*to != *find.at || memcmp(to, find.at, find.len) != 0)
            continue;
        enum stream_status status = buffer_write(output, bytes_of(from, (size_t)(to - from)));
        if (status == STREAM_OK)
            status = buffer_write(output, repl);
        if (status != STREAM_OK)
            return status;
        from = to + find.len;
        to = from - 1;
    } while (++to <= last);
    return buffer_write(output, bytes_of(from, (size_t)(data.at + data.len - from)));
}
