/* Stage 3: it never goes back into a match that failed, so it does not find "aab" in "aaab". */
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
        } else if (matched > 0) {
            status = buffer_write(output, bytes_of(find.at, matched));
            buffer_unread_byte(&input);
            matched = 0;
        } else {
            status = buffer_write_byte(output, byte);
        }
    }
    if (status != STREAM_OK)
        return status;
    return buffer_write(output, bytes_of(find.at, matched));
}
