/* Its window is a string that asprintf allocated. */
#include "algo_one.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned char *window_of(size_t len)
{
    char *printed;
    return asprintf(&printed, "%*c", (int)len, ' ') < 0 ? NULL : (unsigned char *)printed;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    unsigned char *window = window_of(find.len);
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
    free(window);
    return status;
}
