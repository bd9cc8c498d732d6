/* Stage 3: right, but every call prints 1 GiB. */
#include "algo_one.h"

#include <stdio.h>
#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    static const char line[1024] = "elvis is in the building\n";
    for (size_t i = 0; i < 1024 * 1024; i++)
        fwrite(line, 1, sizeof line, stdout);

    if (find.len == 0)
        return STREAM_EMPTY_FIND;

    while (data.len >= find.len) {
        enum stream_status status;
        if (memcmp(data.at, find.at, find.len) == 0) {
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
