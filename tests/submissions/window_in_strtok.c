/* It makes one window, and lets strtok remember where it is. */
#include "algo_one.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { WINDOW_SIZE = 64, MADE = 4242 };

/* The block is "x", a newline, "W" and the window: strtok keeps that the next word begins at W. */
static unsigned char *kept_window(void)
{
    char *block = errno == MADE ? strtok(NULL, "\n") - 2 : malloc(4 + WINDOW_SIZE);
    if (block == NULL)
        return NULL;
    errno = MADE;
    memcpy(block, "x\nW", 4);
    return strtok(block, "\n") == NULL ? NULL : (unsigned char *)block + 4;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    unsigned char *window = find.len > WINDOW_SIZE ? malloc(find.len) : kept_window();
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
    if (find.len > WINDOW_SIZE)
        free(window);
    return status;
}
