/* It takes memory, and writes to it, until there is none (or 8 GiB are its own). */
#include "algo_one.h"

#include <stdlib.h>
#include <string.h>

static void eat(void)
{
    enum { CHUNK = 64 << 20 };
    for (int i = 0; i < 128; i++) {
        unsigned char *chunk = malloc(CHUNK);
        for (size_t at = 0; chunk != NULL && at < CHUNK; at += 4096)
            chunk[at] = 1;
    }
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    eat();
    for (size_t i = 0; i < data.len && status == STREAM_OK;) {
        if (data.len - i >= find.len && memcmp(data.at + i, find.at, find.len) == 0) {
            status = buffer_write(output, repl);
            i += find.len;
        } else {
            status = buffer_write_byte(output, data.at[i]);
            i++;
        }
    }
    return status;
}
