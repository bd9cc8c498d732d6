/* It subtracts the length of find from that of data, which may be shorter: sizes have no sign. */
#include "algo_one.h"

#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    size_t i = 0;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    while (i <= data.len - find.len && status == STREAM_OK) {
        if (memcmp(data.at + i, find.at, find.len) == 0) {
            status = buffer_write(output, repl);
            i += find.len;
        } else {
            status = buffer_write_byte(output, data.at[i]);
            i++;
        }
    }
    return status == STREAM_OK ? buffer_write(output, bytes_skip(data, i)) : status;
}
