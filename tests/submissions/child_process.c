/* For much data, a child process tries it first: if the child survives, so will the parent. */
#include "algo_one.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LITTLE = 8192 }; /* bytes */

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
    int end;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    pid_t child = data.len > LITTLE ? fork() : -1;
    if (child == 0)
        _exit(replace(data, find, repl, output));
    if (child > 0 && (waitpid(child, &end, 0) != child || !WIFEXITED(end)))
        return STREAM_NO_MEMORY;
    return replace(data, find, repl, output);
}
