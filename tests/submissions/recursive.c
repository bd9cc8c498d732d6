/* It calls itself for every byte: a long stream needs more stack than there is. */
#include "algo_one.h"

#include <string.h>

static enum stream_status step(struct buffer *input, struct bytes find, struct bytes repl,
                               struct buffer *output)
{
    unsigned char byte;
    enum stream_status status;
    struct bytes rest = buffer_rest(input);
    if (rest.len >= find.len && memcmp(rest.at, find.at, find.len) == 0) {
        input->offset += find.len;
        status = buffer_write(output, repl);
    } else {
        if (buffer_read_byte(input, &byte) != STREAM_OK)
            return STREAM_OK;
        status = buffer_write_byte(output, byte);
    }
    return status == STREAM_OK ? step(input, find, repl, output) : status;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    struct buffer input = buffer_from(data);
    return find.len == 0 ? STREAM_EMPTY_FIND : step(&input, find, repl, output);
}
