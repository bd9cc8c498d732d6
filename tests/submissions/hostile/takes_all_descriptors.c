/* It opens its input again and again, until no descriptor is left. */
#include "algo_one.h"

#include <string.h>
#include <unistd.h>

static void take_all(void)
{
    for (int i = 0; i < 1 << 20; i++) {
        if (dup(STDIN_FILENO) < 0)
            return;
    }
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    take_all();
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
