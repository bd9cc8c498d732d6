/* Its window is a copy of find from strdup, not from a call to malloc. */
#include "algo_one.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 64 };

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
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    char spaces[MOST + 1];
    if (find.len > MOST)
        return replace(data, find, repl, output);
    memset(spaces, ' ', find.len);
    spaces[find.len] = '\0';
    unsigned char *window = (unsigned char *)strdup(spaces);
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
