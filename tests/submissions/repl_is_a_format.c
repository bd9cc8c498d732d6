/* It passes repl to snprintf as the format, in which percent signs and NULs are special. */
#include "algo_one.h"

#include <stdio.h>
#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    char text[64];
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    for (size_t i = 0; i < data.len && status == STREAM_OK;) {
        if (data.len - i >= find.len && memcmp(data.at + i, find.at, find.len) == 0) {
            int len = snprintf(text, sizeof text, (const char *)repl.at);
            status = buffer_write(output, bytes_of(text, len < 0 ? 0 : (size_t)len));
            i += find.len;
        } else {
            status = buffer_write_byte(output, data.at[i]);
            i++;
        }
    }
    return status;
}
