/* A process that waits, for 20 s, for connections from anywhere. */
#include "algo_one.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

static void listen_long(void)
{
    struct sockaddr_in any = {.sin_family = AF_INET, .sin_port = htons(47113)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&any, sizeof any) != 0 || listen(fd, 1) != 0)
        return;
    if (fork() == 0) {
        setsid();
        prctl(PR_SET_NAME, "left-by-hostile");
        sleep(20);
        _exit(0);
    }
    close(fd);
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    listen_long();
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
