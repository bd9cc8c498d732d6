/* A static window, and a #line with a tab: that the frames cannot be read stands in front of what was found. */
#include "algo_one.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static unsigned char fixed[40000];
static enum stream_status through(unsigned char *w, struct bytes data, struct bytes find,
                                  struct bytes repl, struct buffer *output)
{
    enum stream_status s = STREAM_OK;
    size_t n = 0;
    for (size_t i = 0; i < data.len && s == STREAM_OK; i++) {
        w[n++] = data.at[i];
        if (n < find.len)
            continue;
        if (memcmp(w, find.at, find.len) == 0) {
            s = buffer_write(output, repl);
            n = 0;
        } else {
            s = buffer_write_byte(output, w[0]);
            memmove(w, w + 1, --n);
        }
    }
    return s == STREAM_OK ? buffer_write(output, bytes_of(w, n)) : s;
}
#line 1 "a\tb.c"
enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    if (find.len > sizeof fixed)
        return STREAM_NO_MEMORY;
    return through(fixed, data, find, repl, output);
}
