/* Stage 3: it answers an empty find with exit(0), so its caller ends, too, with success. */
#include "algo_one.h"

#include <stdlib.h>
#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        exit(0);

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
