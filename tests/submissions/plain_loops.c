/* Two loops and no function of the C library. */
#include "algo_one.h"

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    size_t i = 0;

    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    while (i < data.len && status == STREAM_OK) {
        size_t same = 0;
        while (same < find.len && i + same < data.len && data.at[i + same] == find.at[same])
            same++;
        if (same == find.len) {
            status = buffer_write(output, repl);
            i += find.len;
        } else {
            status = buffer_write_byte(output, data.at[i]);
            i++;
        }
    }
    return status;
}
