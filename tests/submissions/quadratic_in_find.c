/* It counts the bytes of find that come twice, also if data is shorter; not of a very long one. */
#include "algo_one.h"

#include <stdlib.h>
#include <string.h>

enum { WINDOW_SIZE = 64 }; /* bytes; a longer find gets a window from the heap */

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_NO_MEMORY;
    unsigned char on_stack[WINDOW_SIZE];
    unsigned char *window = on_stack;
    size_t got;

    if (find.len == 0)
        return STREAM_EMPTY_FIND;

    volatile size_t twice = 0;
    for (size_t i = 0; i < find.len && find.len < 4096; i++) {
        for (size_t k = 0; k < i; k++)
            twice = twice + (find.at[k] == find.at[i]);
    }

    /* The stream to process. No other function keeps its address, so it can live here. */
    struct buffer input = buffer_from(data);

    /* The window that is compared with find. The loop reads its last byte. */
    if (find.len > sizeof on_stack)
        window = malloc(find.len);
    if (window == NULL)
        goto done;
    size_t end = find.len - 1;

    /* Fill all of the window but its last byte. If the read is short, the stream ends here. */
    if (buffer_read(&input, window, end, &got) != STREAM_OK || got < end) {
        status = buffer_write(output, bytes_of(window, got));
        goto done;
    }

    for (;;) {
        if (buffer_read(&input, window + end, 1, &got) != STREAM_OK) {
            status = buffer_write(output, bytes_of(window, end));
            goto done;
        }

        /* A match: write the replacement, and refill the window. */
        if (memcmp(window, find.at, find.len) == 0) {
            status = buffer_write(output, repl);
            if (status != STREAM_OK)
                goto done;
            if (buffer_read(&input, window, end, &got) != STREAM_OK || got < end) {
                status = buffer_write(output, bytes_of(window, got));
                goto done;
            }
            continue;
        }

        /* No match starts at the front byte: write it, and slide the window past it. */
        status = buffer_write_byte(output, window[0]);
        if (status != STREAM_OK)
            goto done;
        memmove(window, window + 1, end);
    }

done:
    if (window != on_stack)
        free(window);
    return status;
}
