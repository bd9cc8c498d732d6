/* It returns the status of its last read: that the stream has ended. */
#include "algo_one.h"

#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status;
    unsigned char byte;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    struct buffer input = buffer_from(data);
    do {
        struct bytes rest = buffer_rest(&input);
        if (rest.len >= find.len && memcmp(rest.at, find.at, find.len) == 0) {
            status = buffer_write(output, repl);
            input.offset += find.len;
            continue;
        }
        status = buffer_read_byte(&input, &byte);
        if (status == STREAM_OK)
            status = buffer_write_byte(output, byte);
    } while (status == STREAM_OK);
    return status;
}
