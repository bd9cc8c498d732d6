/* It compares from the end of find, and moves on by one. */
#include "algo_one.h"

#include <stdbool.h>

static bool ends_here(struct bytes data, size_t end, struct bytes find)
{
    for (size_t i = 0; i < find.len; i++) {
        if (data.at[end - 1 - i] != find.at[find.len - 1 - i])
            return false;
    }
    return true;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    size_t from = 0;

    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    for (size_t end = find.len; end >= from && end <= data.len; end++) {
        if (end - from < find.len || !ends_here(data, end, find))
            continue;
        size_t before = end - find.len - from;
        enum stream_status status = buffer_write(output, bytes_of(data.at + from, before));
        if (status == STREAM_OK)
            status = buffer_write(output, repl);
        if (status != STREAM_OK)
            return status;
        from = end;
    }
    return buffer_write(output, bytes_skip(data, from));
}
