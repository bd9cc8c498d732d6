/* Stage 2: it takes a short first read for a full one, so "abc" grows by a stray byte. */
#include "algo_one.h"

#include <stdlib.h>
#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;

    struct buffer input = buffer_from(data);
    unsigned char *window = malloc(find.len);
    if (window == NULL)
        return STREAM_NO_MEMORY;

    enum stream_status status;
    size_t end = find.len - 1;
    size_t got;
    bool full = buffer_read(&input, window, end, &got) == STREAM_OK;
    while (full) {
        if (buffer_read(&input, window + end, 1, &got) != STREAM_OK) {
            got = end;
            break;
        }
        if (memcmp(window, find.at, find.len) == 0) {
            status = buffer_write(output, repl);
            full = buffer_read(&input, window, end, &got) == STREAM_OK && got == end;
        } else {
            status = buffer_write_byte(output, window[0]);
            memmove(window, window + 1, end);
        }
        if (status != STREAM_OK)
            goto done;
    }
    status = buffer_write(output, bytes_of(window, got));
done:
    free(window);
    return status;
}
