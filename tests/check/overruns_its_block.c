/* Stage 1: if find has 5 bytes, it writes far past its window; a later call crashes for it. */
#include "algo_one.h"

#include <stdlib.h>
#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    unsigned char *window = malloc(find.len);
    if (window == NULL)
        return STREAM_NO_MEMORY;
    for (size_t i = 0; i < data.len && status == STREAM_OK;) {
        if (data.len - i >= find.len && memcmp(data.at + i, find.at, find.len) == 0) {
            status = buffer_write(output, repl);
            i += find.len;
        } else {
            status = buffer_write_byte(output, data.at[i]);
            i++;
        }
        if (find.len == 5)
            memset(window + find.len, 0x7f, 99);
    }
    free(window);
    return status;
}
