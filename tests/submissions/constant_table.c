/* Its table is static, and constant: nothing in it can be written. */
#include "algo_one.h"

#include <string.h>

static const unsigned char high[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    for (size_t i = 0; i < data.len && status == STREAM_OK;) {
        if (data.len - i >= find.len && high[data.at[i] >> 4] == high[find.at[0] >> 4] &&
            memcmp(data.at + i, find.at, find.len) == 0) {
            status = buffer_write(output, repl);
            i += find.len;
        } else {
            status = buffer_write_byte(output, data.at[i]);
            i++;
        }
    }
    return status;
}
