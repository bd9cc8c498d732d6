/* The window comes from calloc, in a function of its own. */
#include "algo_one.h"

#include <stdlib.h>
#include <string.h>

static unsigned char *window_new(size_t size)
{
    return calloc(size, 1);
}

static void window_free(unsigned char *window)
{
    free(window);
}

static enum stream_status run(struct bytes data, unsigned char *window, struct bytes find,
                              struct bytes repl, struct buffer *output)
{
    enum stream_status status = STREAM_OK;
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
    return status == STREAM_OK ? buffer_write(output, bytes_of(window, filled)) : status;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    unsigned char *window = window_new(find.len);
    if (window == NULL)
        return STREAM_NO_MEMORY;
    enum stream_status status = run(data, window, find, repl, output);
    window_free(window);
    return status;
}
