/* It reserves room, and writes there even if that failed. */
#include "algo_one.h"

#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    for (size_t i = 0; i < data.len;) {
        bool match = data.len - i >= find.len && memcmp(data.at + i, find.at, find.len) == 0;
        struct bytes next = match ? repl : bytes_of(data.at + i, 1);
        (void)!buffer_reserve(output, next.len);
        if (next.len > 0)
            memcpy(output->storage + output->len, next.at, next.len);
        output->len += next.len;
        i += match ? find.len : 1;
    }
    return STREAM_OK;
}
