/* It counts matching bytes in a signed char, which becomes negative after 127. */
#include "algo_one.h"

static bool begins(const unsigned char *at, struct bytes find)
{
    for (signed char i = 0; (size_t)i < find.len; i++) {
        if (at[i] != find.at[i])
            return false;
    }
    return true;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    for (size_t i = 0; i < data.len && status == STREAM_OK;) {
        if (data.len - i >= find.len && begins(data.at + i, find)) {
            status = buffer_write(output, repl);
            i += find.len;
        } else {
            status = buffer_write_byte(output, data.at[i]);
            i++;
        }
    }
    return status;
}
