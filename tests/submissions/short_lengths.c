/* It keeps the length of data in an unsigned short: it loses all but 65,535 bytes. */
#include "algo_one.h"

#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    unsigned short len = (unsigned short)data.len;
    for (size_t i = 0; i < len && status == STREAM_OK;) {
        if ((size_t)(len - i) >= find.len && memcmp(data.at + i, find.at, find.len) == 0) {
            status = buffer_write(output, repl);
            i += find.len;
        } else {
            status = buffer_write_byte(output, data.at[i]);
            i++;
        }
    }
    return status;
}
