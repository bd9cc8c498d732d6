/* It frees its stream when the last byte is read, and then asks how much there was. */
#include "algo_one.h"

#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    struct buffer *input = buffer_new(data);
    if (input == NULL)
        return STREAM_NO_MEMORY;
    enum stream_status status = STREAM_OK;
    while (input->offset < input->len && status == STREAM_OK) {
        struct bytes rest = buffer_rest(input);
        bool match = rest.len >= find.len && memcmp(rest.at, find.at, find.len) == 0;
        status = match ? buffer_write(output, repl) : buffer_write_byte(output, rest.at[0]);
        input->offset += match ? find.len : 1;
    }
    buffer_free(input);
    if (status == STREAM_OK && input->len != data.len)
        status = STREAM_SHORT;
    return status;
}
