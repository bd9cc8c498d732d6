/* If output has no room, it makes some, and writes again what was half written. */
#include "algo_one.h"

#include <string.h>

static enum stream_status write_all(struct buffer *output, struct bytes text)
{
    enum stream_status status = STREAM_OK;
    for (size_t i = 0; i < text.len && status == STREAM_OK; i++)
        status = buffer_write_byte(output, text.at[i]);
    return status == STREAM_OK ? status : buffer_write(output, text);
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    for (size_t i = 0; i < data.len && status == STREAM_OK;) {
        if (data.len - i >= find.len && memcmp(data.at + i, find.at, find.len) == 0) {
            status = write_all(output, repl);
            i += find.len;
        } else {
            status = write_all(output, bytes_of(data.at + i, 1));
            i++;
        }
    }
    return status;
}
