/* Its helpers are not static, and have names that other functions may have, too. */
#include "algo_one.h"

#include <string.h>

size_t search(struct bytes data, struct bytes find);
enum stream_status step(struct bytes *data, struct bytes find, struct bytes repl,
                        struct buffer *output);

/* Where find begins in data; data.len if it does not. */
size_t search(struct bytes data, struct bytes find)
{
    for (size_t i = 0; data.len - i >= find.len; i++) {
        if (memcmp(data.at + i, find.at, find.len) == 0)
            return i;
    }
    return data.len;
}

enum stream_status step(struct bytes *data, struct bytes find, struct bytes repl,
                        struct buffer *output)
{
    size_t front = search(*data, find);
    bool match = front < data->len;
    enum stream_status status = buffer_write(output, bytes_of(data->at, front));
    *data = bytes_skip(*data, match ? front + find.len : front);
    return match && status == STREAM_OK ? buffer_write(output, repl) : status;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    enum stream_status status = STREAM_OK;
    while (status == STREAM_OK && data.len > 0)
        status = step(&data, find, repl, output);
    return status;
}
