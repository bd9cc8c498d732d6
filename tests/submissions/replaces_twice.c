/* It searches its own output again, up to 4,000 bytes, and replaced text can contain find. */
#include "algo_one.h"

#include <string.h>

static enum stream_status replace(struct bytes data, struct bytes find, struct bytes repl,
                                  struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    for (size_t i = 0; i < data.len && status == STREAM_OK;) {
        if (data.len - i >= find.len && memcmp(data.at + i, find.at, find.len) == 0) {
            status = buffer_write(output, repl);
            i += find.len;
        } else {
            status = buffer_write_byte(output, data.at[i]);
            i++;
        }
    }
    return status;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    struct buffer once = buffer_bounded(SIZE_MAX);
    enum stream_status status = replace(data, find, repl, &once);
    if (status == STREAM_OK && once.len <= 4000)
        status = replace(buffer_rest(&once), find, repl, output);
    else if (status == STREAM_OK)
        status = buffer_write(output, buffer_rest(&once));
    buffer_dispose(&once);
    return status;
}
