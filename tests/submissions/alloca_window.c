/* Stage 3: its window comes from alloca, so find decides how much stack it takes. */
#include "algo_one.h"

#include <alloca.h>
#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;

    struct buffer input = buffer_from(data);
    unsigned char *window = alloca(find.len);
    size_t end = find.len - 1;
    size_t got;
    bool full = buffer_read(&input, window, end, &got) == STREAM_OK && got == end;
    while (full) {
        enum stream_status status;
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
            return status;
    }
    return buffer_write(output, bytes_of(window, got));
}
