/* It reads single bytes, and steps back in the data when a match fails. */
#include "algo_one.h"

#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    unsigned char byte;

    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    struct buffer input = buffer_from(data);
    while (status == STREAM_OK && buffer_read_byte(&input, &byte) == STREAM_OK) {
        struct bytes rest = buffer_rest(&input);
        if (byte == find.at[0] && rest.len >= find.len - 1 &&
            bytes_equal(bytes_of(rest.at, find.len - 1), bytes_skip(find, 1))) {
            status = buffer_write(output, repl);
            input.offset += find.len - 1;
        } else {
            status = buffer_write_byte(output, byte);
        }
    }
    return status;
}
