/* Stage 3: right, but it still has the main function that it was tried with. */
#include "algo_one.h"

#include <stdio.h>
#include <string.h>

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    if (find.len == 0)
        return STREAM_EMPTY_FIND;

    while (data.len >= find.len) {
        enum stream_status status;
        if (memcmp(data.at, find.at, find.len) == 0) {
            status = buffer_write(output, repl);
            data = bytes_skip(data, find.len);
        } else {
            status = buffer_write_byte(output, data.at[0]);
            data = bytes_skip(data, 1);
        }
        if (status != STREAM_OK)
            return status;
    }
    return buffer_write(output, data);
}

int main(void)
{
    struct buffer output = buffer_bounded(100);
    enum stream_status status = algo_one(bytes_from_string("elvielvis"), bytes_from_string("elvis"),
                                         bytes_from_string("Elvis"), &output);
    printf("%d: %.*s\n", (int)status, (int)output.len, (const char *)output.at);
    buffer_dispose(&output);
    return 0;
}
