/* It makes shared memory that outlives all its processes. */
#include "algo_one.h"

#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>

static void leave_memory(void)
{
    int made = shmget(0x7e155e1, 1 << 20, IPC_CREAT | 0600);
    if (made < 0)
        return;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    leave_memory();
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
