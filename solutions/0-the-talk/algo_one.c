/* What stage 1 starts with: the talk's algorithm, as it came from Go. It gives right answers. See WHY.md. */
#include "algo_one.h"

#include <stdlib.h>
#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status;
    size_t got;

    if (find.len == 0)
        return STREAM_EMPTY_FIND;

    /* The stream to process: a buffer, read through the reader interface. */
    struct buffer *input = buffer_new(data);
    if (input == NULL)
        return STREAM_NO_MEMORY;
    struct reader stream = buffer_reader(input);

    /* The window that is compared with find. The loop reads its last byte. */
    unsigned char *window = malloc(find.len);
    if (window == NULL)
        return STREAM_NO_MEMORY;
    size_t end = find.len - 1;

    /* Fill all of the window but its last byte. A stream that ends here holds no match. */
    if (read_full(stream, window, end, &got) != STREAM_OK)
        return buffer_write(output, bytes_of(window, got));

    for (;;) {
        if (read_full(stream, window + end, 1, &got) != STREAM_OK)
            return buffer_write(output, bytes_of(window, end));

        /* A match: write the replacement, and refill the window. */
        if (memcmp(window, find.at, find.len) == 0) {
            status = buffer_write(output, repl);
            if (status != STREAM_OK)
                return status;
            if (read_full(stream, window, end, &got) != STREAM_OK)
                return buffer_write(output, bytes_of(window, got));
            continue;
        }

        /* No match starts at the front byte: write it, and slide the window past it. */
        status = buffer_write_byte(output, window[0]);
        if (status != STREAM_OK)
            return status;
        memmove(window, window + 1, end);
    }
}
