/* Its window is constant, until mprotect says that it is not. */
#include "algo_one.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

__attribute__((aligned(4096))) static const unsigned char fixed[4096] = {1};

static unsigned char *opened(void)
{
    unsigned char *at = (unsigned char *)(uintptr_t)fixed;
    return mprotect(at, sizeof fixed, PROT_READ | PROT_WRITE) == 0 ? at : NULL;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    unsigned char *window = find.len > sizeof fixed ? malloc(find.len) : opened();
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
    if (find.len > sizeof fixed)
        free(window);
    return status;
}
