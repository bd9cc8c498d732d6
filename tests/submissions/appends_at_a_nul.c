/* It treats output as a string, and appends at its first NUL. */
#include "algo_one.h"

#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    size_t most = data.len + data.len / find.len * repl.len + 1;
    enum stream_status status = buffer_reserve(output, most);
    if (status != STREAM_OK)
        return status;
    unsigned char *end = output->storage + strlen((const char *)output->storage);
    for (size_t i = 0; i < data.len;) {
        bool match = data.len - i >= find.len && memcmp(data.at + i, find.at, find.len) == 0;
        struct bytes next = match ? repl : bytes_of(data.at + i, 1);
        if (next.len > 0)
            memcpy(end, next.at, next.len);
        end += next.len;
        i += match ? find.len : 1;
    }
    *end = '\0';
    output->len = (size_t)(end - output->storage);
    return STREAM_OK;
}
