/* For each byte it counts the matches before it again. */
#include "algo_one.h"

#include <string.h>

static size_t count(struct bytes text, struct bytes find)
{
    size_t matches = 0;
    for (size_t i = 0; text.len - i >= find.len;) {
        bool match = memcmp(text.at + i, find.at, find.len) == 0;
        i += match ? find.len : 1;
        matches += match;
    }
    return matches;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    struct bytes front = bytes_of(data.at, 0);
    for (size_t i = 0; i < data.len; i = front.len) {
        size_t matches = count(front, find);
        front.len++;
        while (front.len < data.len && count(front, find) == matches)
            front.len++;
        bool match = count(front, find) > matches;
        size_t plain = front.len - i - (match ? find.len : 0);
        enum stream_status status = buffer_write(output, bytes_of(data.at + i, plain));
        if (status == STREAM_OK && match)
            status = buffer_write(output, repl);
        if (status != STREAM_OK)
            return status;
    }
    return STREAM_OK;
}
