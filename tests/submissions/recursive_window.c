/* A call for each byte of find: its window is in all their frames. */
#include "algo_one.h"

/* Whether input continues with find from its byte `from` on. Its byte stays until all is known. */
static bool matches(struct buffer *input, struct bytes find, size_t from)
{
    unsigned char byte;
    if (from == find.len)
        return true;
    if (buffer_read_byte(input, &byte) != STREAM_OK || !matches(input, find, from + 1))
        return false;
    return byte == find.at[from];
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    struct buffer input = buffer_from(data);
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    while (status == STREAM_OK && input.offset < input.len) {
        size_t before = input.offset;
        unsigned char first = data.at[before];
        if (matches(&input, find, 0)) {
            status = buffer_write(output, repl);
        } else {
            input.offset = before + 1;
            status = buffer_write_byte(output, first);
        }
    }
    return status;
}
