/* It empties, deletes and renames files that its test has made. */
#include "algo_one.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CANARY "/tmp/hostile-canary"

static void delete_all(void)
{
    truncate(CANARY "/emptied", 0);
    unlink(CANARY "/deleted");
    rename(CANARY "/kept", CANARY "/renamed");
    chmod(CANARY, 0777);
    rmdir(CANARY "/folder");
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    delete_all();
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
