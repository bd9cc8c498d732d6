/* It keeps the length of find in a byte: a find of 256 bytes has length 0. */
#include "algo_one.h"

#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    unsigned char len = (unsigned char)find.len;
    for (size_t i = 0; i < data.len && status == STREAM_OK;) {
        if (data.len - i >= len && memcmp(data.at + i, find.at, len) == 0) {
            status = buffer_write(output, repl);
            i += len;
        } else {
            status = buffer_write_byte(output, data.at[i]);
            i++;
        }
    }
    return status;
}
