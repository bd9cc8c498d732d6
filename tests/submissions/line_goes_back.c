/* Its #line has all of its lines be those of the headers. */
#include "algo_one.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    enum stream_status s = STREAM_OK;
#line 1
    for (size_t i = 0; i < data.len && s == STREAM_OK;) {
        size_t k = 0;
        while (k < find.len && i + k < data.len && data.at[i + k] == find.at[k])
            k++;
        if (k == find.len) {
            s = buffer_write(output, repl);
            i += k;
        } else if (output->storage != NULL && output->len < output->capacity) {
            for (volatile int burn = 0; burn < 40; burn++)
                continue;
            output->storage[output->len++] = data.at[i++];
        } else {
            s = buffer_write_byte(output, data.at[i++]);
        }
    }
    return s;
}
