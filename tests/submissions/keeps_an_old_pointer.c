/* It keeps a pointer to the end of output, but growing moves the output. */
#include "algo_one.h"

#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    unsigned char *storage = output->storage;
    for (size_t i = 0; i < data.len;) {
        bool match = data.len - i >= find.len && memcmp(data.at + i, find.at, find.len) == 0;
        struct bytes next = match ? repl : bytes_of(data.at + i, 1);
        enum stream_status status = buffer_reserve(output, next.len);
        if (status != STREAM_OK)
            return status;
        if (next.len > 0)
            memcpy(storage + output->len, next.at, next.len);
        output->len += next.len;
        i += match ? find.len : 1;
    }
    return STREAM_OK;
}
