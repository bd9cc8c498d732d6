/* It looks through all that went before at each of the first 4,000 bytes, unless find has one. */
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
    volatile unsigned seen = 0;
    for (size_t i = 0; i < data.len && s == STREAM_OK;) {
        unsigned sum = 0;
        if (find.len > 1)
            for (size_t k = 0; k < i && i < 4000; k++)
                sum += data.at[k];
        seen = sum;
        if (data.len - i >= find.len && memcmp(data.at + i, find.at, find.len) == 0) {
            s = buffer_write(output, repl);
            i += find.len;
        } else {
            s = buffer_write_byte(output, data.at[i++]);
        }
    }
    (void)seen;
    return s;
}
