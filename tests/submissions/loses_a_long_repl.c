/* It gathers its output in a batch of 512 bytes; a longer repl is left out. */
#include "algo_one.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    unsigned char b[512];
    size_t used = 0;
    enum stream_status s = STREAM_OK;
    for (size_t i = 0; i < data.len && s == STREAM_OK;) {
        bool m = data.len - i >= find.len && memcmp(data.at + i, find.at, find.len) == 0;
        struct bytes p = m ? repl : bytes_of(data.at + i, 1);
        if (used + p.len > sizeof b) {
            s = buffer_write(output, bytes_of(b, used));
            used = 0;
        }
        if (p.len > sizeof b) {
            i += find.len;
            continue;
        }
        memcpy(b + used, p.at, p.len);
        used += p.len;
        i += m ? find.len : 1;
    }
    return s == STREAM_OK ? buffer_write(output, bytes_of(b, used)) : s;
}
