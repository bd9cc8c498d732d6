/* Stage 3: it fills and compares all 5 bytes of its window, so it never finds a shorter find. */
#include "algo_one.h"

#include <stdlib.h>
#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;

    struct buffer input = buffer_from(data);
    unsigned char on_stack[5];
    size_t size = find.len > sizeof on_stack ? find.len : sizeof on_stack;
    unsigned char *window = size > sizeof on_stack ? malloc(size) : on_stack;
    if (window == NULL)
        return STREAM_NO_MEMORY;

    enum stream_status status;
    size_t end = find.len - 1;
    size_t got;
    bool full = buffer_read(&input, window, end, &got) == STREAM_OK && got == end;
    while (full) {
        if (buffer_read(&input, window + end, size - end, &got) != STREAM_OK) {
            got = end;
            break;
        }
        if (bytes_equal(bytes_of(window, size), find)) {
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
    if (window != on_stack)
        free(window);
    return status;
}
