/* Stage 3: right, but a line for every match goes to stdout. */
#include "algo_one.h"

#include <stdio.h>
#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;

    while (data.len >= find.len) {
        enum stream_status status;
        if (memcmp(data.at, find.at, find.len) == 0) {
            printf("match, %zu bytes before the end\n", data.len);
            status = buffer_write(output, repl);
            data = bytes_skip(data, find.len);
        } else {
            status = buffer_write_byte(output, data.at[0]);
            data = bytes_skip(data, 1);
        }
        if (status != STREAM_OK)
            return status;
    }
    return buffer_write(output, data);
}
