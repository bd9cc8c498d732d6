/* It reads past the end in its last call, and leaves nothing on the stack after that. */
#include "algo_one.h"

#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    size_t done = 0;
    for (size_t at = 0; data.len - at >= find.len;) {
        if (memcmp(data.at + at, find.at, find.len) != 0) {
            at++;
            continue;
        }
        enum stream_status status = buffer_write(output, bytes_of(data.at + done, at - done));
        if (status == STREAM_OK)
            status = buffer_write(output, repl);
        if (status != STREAM_OK)
            return status;
        at += find.len;
        done = at;
    }
    return buffer_write(output, bytes_of(data.at + done, data.len - done + 1));
}
