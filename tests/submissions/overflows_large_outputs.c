/* It writes back the byte behind output's block, but only where data has more than 1500 bytes. */
#include "algo_one.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static enum stream_status slowly(struct bytes data, struct bytes find, struct bytes repl,
                                 struct buffer *output)
{
    enum stream_status s = STREAM_OK;
    for (size_t i = 0; i < data.len && s == STREAM_OK;) {
        if (data.len - i >= find.len && memcmp(data.at + i, find.at, find.len) == 0) {
            s = buffer_write(output, repl);
            i += find.len;
        } else {
            s = buffer_write_byte(output, data.at[i++]);
        }
    }
    return s;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    enum stream_status s = slowly(data, find, repl, output);
    if (data.len > 1500 && output->storage != NULL) {
        volatile unsigned char *behind = output->storage + output->capacity;
        *behind = *behind;
    }
    return s;
}
