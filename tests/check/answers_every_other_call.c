/* Every other call does nothing: what goes wrong depends on the calls before. */
#include "algo_one.h"

#include <stdbool.h>
#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    static bool rests = true;
    rests = !rests;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    if (rests)
        return buffer_write(output, repl);

    while (data.len >= find.len) {
        bool matches = memcmp(data.at, find.at, find.len) == 0;
        enum stream_status status =
            matches ? buffer_write(output, repl) : buffer_write_byte(output, data.at[0]);
        if (status != STREAM_OK)
            return status;
        data = bytes_skip(data, matches ? find.len : 1);
    }
    return buffer_write(output, data);
}
