/* If the first byte matches and a later one does not, it goes on after all of them. */
#include "algo_one.h"

#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    while (data.len > 0 && status == STREAM_OK) {
        size_t step = data.len >= find.len && data.at[0] == find.at[0] ? find.len : 1;
        if (step <= data.len && step == find.len && memcmp(data.at, find.at, step) == 0)
            status = buffer_write(output, repl);
        else
            status = buffer_write(output, bytes_of(data.at, step));
        data = bytes_skip(data, step);
    }
    return status;
}
