/* Every call writes 1 GiB to stderr. */
#include "algo_one.h"

#include <stdio.h>
#include <string.h>

static void complain(void)
{
    static const char line[1024] = "elvis has left the building\n";
    for (size_t i = 0; i < 1024 * 1024; i++)
        fwrite(line, 1, sizeof line, stderr);
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    complain();
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
