/* It defines its own read_full, which avoids the interface calls that the check counts. */
#include "algo_one.h"

#include <string.h>

enum stream_status read_full(struct reader from, unsigned char *into, size_t wanted, size_t *got)
{
    return buffer_read(from.self, into, wanted, got);
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    unsigned char byte;
    enum stream_status status = STREAM_OK;
    size_t got;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    struct buffer input = buffer_from(data);
    struct reader stream = buffer_reader(&input);
    while (status == STREAM_OK) {
        struct bytes rest = buffer_rest(&input);
        if (rest.len >= find.len && memcmp(rest.at, find.at, find.len) == 0) {
            status = buffer_write(output, repl);
            input.offset += find.len;
        } else if (read_full(stream, &byte, 1, &got) == STREAM_OK) {
            status = buffer_write_byte(output, byte);
        } else {
            return STREAM_OK;
        }
    }
    return status;
}
