/* It skips one byte more than there are, which the stream library asserts against. */
#include "algo_one.h"

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    (void)repl;
    return buffer_write(output, bytes_skip(data, data.len + 1));
}
