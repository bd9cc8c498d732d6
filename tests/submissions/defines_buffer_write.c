/* It defines its own buffer_write and buffer_write_byte, which check nothing. */
#include "algo_one.h"

#include <string.h>

enum stream_status buffer_write(struct buffer *buffer, struct bytes data)
{
    if (data.len > buffer->capacity - buffer->len)
        return STREAM_NO_MEMORY;
    memcpy(buffer->storage + buffer->len, data.at, data.len);
    buffer->len += data.len;
    return STREAM_OK;
}

enum stream_status buffer_write_byte(struct buffer *buffer, unsigned char byte)
{
    return buffer_write(buffer, bytes_of(&byte, 1));
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
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
