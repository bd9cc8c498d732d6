/* The talk's rival, algoTwo: no allocation, fast, and wrong. See WHY.md. */
#include "algo_one.h"

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status;
    unsigned char byte;
    size_t matched = 0; /* bytes of find that have just been read */

    if (find.len == 0)
        return STREAM_EMPTY_FIND;

    struct buffer input = buffer_from(data);
    while (buffer_read_byte(&input, &byte) == STREAM_OK) {
        if (byte == find.at[matched]) {
            matched++;
            if (matched == find.len) {
                status = buffer_write(output, repl);
                if (status != STREAM_OK)
                    return status;
                matched = 0;
            }
            continue;
        }

        /* The match fails: write the bytes that it had, and look at this byte again. */
        if (matched > 0) {
            status = buffer_write(output, bytes_of(find.at, matched));
            buffer_unread_byte(&input);
            matched = 0;
        } else {
            status = buffer_write_byte(output, byte);
        }
        if (status != STREAM_OK)
            return status;
    }
    return STREAM_OK;
}
