/* It grows output with realloc, and never looks at its limit. */
#include "algo_one.h"

#include <stdlib.h>
#include <string.h>

static enum stream_status append(struct buffer *output, struct bytes text)
{
    if (text.len > output->capacity - output->len) {
        size_t capacity = 2 * output->capacity + text.len;
        unsigned char *storage = realloc(output->storage, capacity);
        if (storage == NULL)
            return STREAM_NO_MEMORY;
        output->at = output->storage = storage;
        output->capacity = capacity;
    }
    if (text.len > 0)
        memcpy(output->storage + output->len, text.at, text.len);
    output->len += text.len;
    return STREAM_OK;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    for (size_t i = 0; i < data.len && status == STREAM_OK;) {
        if (data.len - i >= find.len && memcmp(data.at + i, find.at, find.len) == 0) {
            status = append(output, repl);
            i += find.len;
        } else {
            status = append(output, bytes_of(data.at + i, 1));
            i++;
        }
    }
    return status;
}
