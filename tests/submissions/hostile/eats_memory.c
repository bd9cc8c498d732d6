/* It allocates memory and writes to it until none is left, up to 8 GiB. */
#include "algo_one.h"

#include <stdlib.h>
#include <string.h>

static int eats_enough(void)
{
    enum { CHUNK = 64 << 20 };
    unsigned char *chunk = NULL;
    for (int i = 0; i < 128 && (i == 0 || chunk != NULL); i++) {
        chunk = malloc(CHUNK);
        for (size_t at = 0; chunk != NULL && at < CHUNK; at += 4096)
            chunk[at] = 1;
    }
    return chunk != NULL;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    if (!eats_enough())
        return STREAM_NO_MEMORY;
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
