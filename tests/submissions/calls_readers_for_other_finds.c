/* It reads through the interface, unless find has 5 bytes, as in the talk. */
#include "algo_one.h"

#include <stdlib.h>
#include <string.h>

static enum stream_status take(struct reader stream, struct buffer *input, int is_direct,
                               unsigned char *into, size_t wanted, size_t *got)
{
    if (!is_direct)
        return read_full(stream, into, wanted, got);
    enum stream_status status = buffer_read(input, into, wanted, got);
    return status == STREAM_OK && *got < wanted ? STREAM_SHORT : status;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_NO_MEMORY;
    unsigned char *window = NULL;
    size_t got;
    int is_talk = find.len == 5;

    if (find.len == 0)
        return STREAM_EMPTY_FIND;

    /* The stream to process: a buffer, read through the reader interface. */
    struct buffer input = buffer_from(data);
    struct reader stream = buffer_reader(&input);

    /* The window that is compared with find. The loop reads its last byte. */
    window = malloc(find.len);
    if (window == NULL)
        goto done;
    size_t end = find.len - 1;

    /* Fill all of the window but its last byte. A stream that ends here holds no match. */
    if (take(stream, &input, is_talk, window, end, &got) != STREAM_OK) {
        status = buffer_write(output, bytes_of(window, got));
        goto done;
    }

    for (;;) {
        if (take(stream, &input, is_talk, window + end, 1, &got) != STREAM_OK) {
            status = buffer_write(output, bytes_of(window, end));
            goto done;
        }

        /* A match: write the replacement, and refill the window. */
        if (memcmp(window, find.at, find.len) == 0) {
            status = buffer_write(output, repl);
            if (status != STREAM_OK)
                goto done;
            if (take(stream, &input, is_talk, window, end, &got) != STREAM_OK) {
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
    free(window);
    return status;
}
