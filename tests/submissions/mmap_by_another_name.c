/* Its window comes from mmap, which it calls by another name. */
#include "algo_one.h"

#include <string.h>

void *pages(void *at, size_t len, int protection, int flags, int fd, long offset) __asm__("mmap");
int give_back(void *at, size_t len) __asm__("munmap");

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    unsigned char *window = pages(NULL, find.len, 3, 0x22, -1, 0);
    if (window == NULL)
        return STREAM_NO_MEMORY;
    size_t filled = 0;
    for (size_t i = 0; i < data.len && status == STREAM_OK; i++) {
        window[filled++] = data.at[i];
        if (filled < find.len)
            continue;
        if (memcmp(window, find.at, find.len) == 0) {
            status = buffer_write(output, repl);
            filled = 0;
        } else {
            status = buffer_write_byte(output, window[0]);
            memmove(window, window + 1, --filled);
        }
    }
    if (status == STREAM_OK)
        status = buffer_write(output, bytes_of(window, filled));
    give_back(window, find.len);
    return status;
}
