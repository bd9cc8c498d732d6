/* Stage 1: it frees on every way out but one: when there is no data at all. */
#include "algo_one.h"

#include <stdlib.h>
#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;

    enum stream_status status = STREAM_NO_MEMORY;
    struct buffer *input = buffer_new(data);
    unsigned char *window = malloc(find.len);
    if (input == NULL || window == NULL)
        goto done;

    size_t got, end = find.len - 1;
    struct reader stream = buffer_reader(input);
    enum stream_status full = read_full(stream, window, end, &got);
    if (full == STREAM_END)
        return STREAM_OK;
    while (full == STREAM_OK) {
        if (read_full(stream, window + end, 1, &got) != STREAM_OK) {
            got = end;
            break;
        }
        if (memcmp(window, find.at, find.len) == 0) {
            status = buffer_write(output, repl);
            full = read_full(stream, window, end, &got);
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
    buffer_free(input);
    return status;
}
