/* It keeps its place in find between calls: a match can begin in one stream and end in another. */
#include "algo_one.h"

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    static size_t matched; /* bytes of find that the stream has just shown */
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    for (size_t i = 0; i < data.len && status == STREAM_OK; i++) {
        if (matched < find.len && data.at[i] == find.at[matched]) {
            matched++;
        } else {
            status = buffer_write(output, bytes_of(find.at, matched < find.len ? matched : 0));
            matched = 0;
            if (status == STREAM_OK)
                status = buffer_write_byte(output, data.at[i]);
        }
        if (matched == find.len) {
            status = buffer_write(output, repl);
            matched = 0;
        }
    }
    return status;
}
