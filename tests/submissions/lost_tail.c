/* Stage 3: it loses a match that the end of the stream cuts off: "elvi" gives nothing. */
#include "algo_one.h"

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    struct buffer input = buffer_from(data);
    unsigned char byte;
    size_t matched = 0;

    if (find.len == 0)
        return STREAM_EMPTY_FIND;

    while (status == STREAM_OK && buffer_read_byte(&input, &byte) == STREAM_OK) {
        if (byte == find.at[matched]) {
            matched++;
            if (matched == find.len) {
                status = buffer_write(output, repl);
                matched = 0;
            }
            continue;
        }
        if (matched == 0) {
            status = buffer_write_byte(output, byte);
            continue;
        }
        /* The match breaks off: write its first byte, and look at the others again. */
        status = buffer_write_byte(output, find.at[0]);
        for (; matched > 0; matched--)
            buffer_unread_byte(&input);
    }
    return status;
}
