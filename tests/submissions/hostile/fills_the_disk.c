/* It writes files wherever it can, at most 512 MiB in all. */
#include "algo_one.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static void fill(void)
{
    static const char block[1 << 16];
    const char *const names[] = {"/tmp/hostile-file",     "/var/tmp/hostile-file",
                                 "/dev/shm/hostile-file", "hostile-file",
                                 "../hostile-file",       "build/results/hostile-file"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int fd = open(names[i], O_WRONLY | O_CREAT, 0600);
        for (int n = 0; fd >= 0 && n < 1280 && write(fd, block, sizeof block) > 0; n++)
            ;
        if (fd >= 0)
            close(fd);
    }
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    fill();
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
