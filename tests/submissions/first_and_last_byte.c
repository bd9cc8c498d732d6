/* It compares only if the first and the last byte match. */
#include "algo_one.h"

#include <stdbool.h>
#include <string.h>

static bool matches(const unsigned char *at, struct bytes find)
{
    return at[find.len - 1] == find.at[find.len - 1] && memcmp(at, find.at, find.len) == 0;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    size_t from = 0;

    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    for (size_t i = 0; i + find.len <= data.len;) {
        const unsigned char *first = memchr(data.at + i, find.at[0], data.len - find.len - i + 1);
        if (first == NULL)
            break;
        i = (size_t)(first - data.at);
        if (!matches(first, find)) {
            i++;
            continue;
        }
        enum stream_status status = buffer_write(output, bytes_of(data.at + from, i - from));
        if (status == STREAM_OK)
            status = buffer_write(output, repl);
        if (status != STREAM_OK)
            return status;
        from = i += find.len;
    }
    return buffer_write(output, bytes_skip(data, from));
}
