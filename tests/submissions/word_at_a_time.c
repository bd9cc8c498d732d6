/* It looks for the first byte of find in eight bytes at once, as long as there are eight. */
#include "algo_one.h"

#include <stdint.h>
#include <string.h>

/* How many bytes at the front of `rest` can be skipped: eights of bytes none of which is `byte`. */
static size_t skip_words(struct bytes rest, unsigned char byte)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    size_t skipped = 0;
    while (rest.len - skipped >= sizeof ones) {
        uint64_t word;
        memcpy(&word, rest.at + skipped, sizeof word);
        word ^= ones * byte;
        if (((word - ones) & ~word & ones << 7) != 0)
            break;
        skipped += sizeof word;
    }
    return skipped;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    size_t written = 0;
    size_t at = 0;
    while (data.len - at >= find.len) {
        at += skip_words(bytes_skip(data, at), find.at[0]);
        if (data.len - at < find.len)
            break;
        if (memcmp(data.at + at, find.at, find.len) != 0) {
            at++;
            continue;
        }
        enum stream_status status = buffer_write(output, bytes_of(data.at + written, at - written));
        if (status == STREAM_OK)
            status = buffer_write(output, repl);
        if (status != STREAM_OK)
            return status;
        at += find.len;
        written = at;
    }
    return buffer_write(output, bytes_skip(data, written));
}
