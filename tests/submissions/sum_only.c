/* If the sums of the bytes are equal, it assumes that the bytes are equal. */
#include "algo_one.h"

static size_t sum(const unsigned char *at, size_t len)
{
    size_t all = 0;
    for (size_t i = 0; i < len; i++)
        all = all * 2 + at[i];
    return all;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    for (size_t i = 0; i < data.len && status == STREAM_OK;) {
        if (data.len - i >= find.len && sum(data.at + i, find.len) == sum(find.at, find.len)) {
            status = buffer_write(output, repl);
            i += find.len;
        } else {
            status = buffer_write_byte(output, data.at[i]);
            i++;
        }
    }
    return status;
}
