/* A machine whose states are labels, kept in a constant table (which only GNU C has). */
#include "algo_one.h"

#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    static const void *const states[] = {&&plain, &&match, &&full};
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
next:
    if (data.len == 0)
        return STREAM_OK;
    bool matches = data.len >= find.len && memcmp(data.at, find.at, find.len) == 0;
    goto *states[status != STREAM_OK ? 2 : matches];
plain:
    status = buffer_write_byte(output, data.at[0]);
    data = bytes_skip(data, status == STREAM_OK);
    goto next;
match:
    status = buffer_write(output, repl);
    data = bytes_skip(data, find.len);
    if (status == STREAM_OK)
        goto next;
full:
    return status;
}
