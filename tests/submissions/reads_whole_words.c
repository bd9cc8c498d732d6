/* It compares eight bytes at once, even if data ends before. */
#include "algo_one.h"

#include <stdint.h>
#include <string.h>

static uint64_t word_at(const unsigned char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

static bool begins(const unsigned char *at, struct bytes find)
{
    uint64_t mask = find.len < 8 ? (UINT64_C(1) << 8 * find.len) - 1 : UINT64_MAX;
    return ((word_at(at) ^ word_at(find.at)) & mask) == 0 && memcmp(at, find.at, find.len) == 0;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    for (size_t i = 0; i < data.len && status == STREAM_OK;) {
        if (data.len - i >= find.len && begins(data.at + i, find)) {
            status = buffer_write(output, repl);
            i += find.len;
        } else {
            status = buffer_write_byte(output, data.at[i]);
            i++;
        }
    }
    return status;
}
