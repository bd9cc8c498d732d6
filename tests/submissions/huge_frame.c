/* Its window has a constant size: 128 KiB of stack, enough for nearly any find. */
#include "algo_one.h"

#include <stdlib.h>
#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    unsigned char fixed[1 << 17];
    unsigned char *window = find.len > sizeof fixed ? malloc(find.len) : fixed;
    if (window == NULL)
        return STREAM_NO_MEMORY;
    size_t filled = 0;
    for (size_t i = 0; i < data.len && status == STREAM_OK; i++) {
        window[filled++] = data.at[i];
        if (filled < find.len)
            continue;
        if (memcmp(window, find.at, find.len) == 0) {
            status = buffer_write(output, repl);
            filled = 0;
        } else {
            status = buffer_write_byte(output, window[0]);
            memmove(window, window + 1, --filled);
        }
    }
    if (status == STREAM_OK)
        status = buffer_write(output, bytes_of(window, filled));
    if (window != fixed)
        free(window);
    return status;
}
