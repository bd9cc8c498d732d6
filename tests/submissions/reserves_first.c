/* It counts the matches, makes room once, and copies in blocks. */
#include "algo_one.h"

#include <stdint.h>
#include <string.h>

static const unsigned char *next_match(struct bytes data, struct bytes find)
{
    while (data.len >= find.len) {
        const unsigned char *first = memchr(data.at, find.at[0], data.len - find.len + 1);
        if (first == NULL || memcmp(first, find.at, find.len) == 0)
            return first;
        data = bytes_skip(data, (size_t)(first - data.at) + 1);
    }
    return NULL;
}

static enum stream_status reserve(struct bytes data, struct bytes find, struct bytes repl,
                                  struct buffer *output)
{
    size_t needed = data.len;
    const unsigned char *match;
    while ((match = next_match(data, find)) != NULL) {
        data = bytes_skip(data, (size_t)(match - data.at) + find.len);
        if (repl.len > SIZE_MAX - needed)
            return STREAM_NO_MEMORY;
        needed += repl.len;
        needed -= find.len;
    }
    return buffer_reserve(output, needed);
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    const unsigned char *match;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    enum stream_status status = reserve(data, find, repl, output);
    while (status == STREAM_OK && (match = next_match(data, find)) != NULL) {
        status = buffer_write(output, bytes_of(data.at, (size_t)(match - data.at)));
        if (status == STREAM_OK)
            status = buffer_write(output, repl);
        data = bytes_skip(data, (size_t)(match - data.at) + find.len);
    }
    return status == STREAM_OK ? buffer_write(output, data) : status;
}
