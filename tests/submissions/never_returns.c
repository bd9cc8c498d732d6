/* Stage 3: if less than find is left of the stream, it waits for more, for ever. */
#include "algo_one.h"

#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    struct buffer input = buffer_from(data);

    if (find.len == 0)
        return STREAM_EMPTY_FIND;

    for (;;) {
        enum stream_status status;
        struct bytes rest = buffer_rest(&input);
        if (rest.len == 0)
            return STREAM_OK;
        if (rest.len < find.len)
            continue;
        if (memcmp(rest.at, find.at, find.len) == 0) {
            status = buffer_write(output, repl);
            input.offset += find.len;
        } else {
            status = buffer_write_byte(output, rest.at[0]);
            input.offset++;
        }
        if (status != STREAM_OK)
            return status;
    }
}
