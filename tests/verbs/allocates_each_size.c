/* A small block and a large one, both of a constant size; the answers are no matter here. */
#include "algo_one.h"

#include <stdlib.h>
#include <string.h>

static enum stream_status write_from(unsigned char *block, size_t size, struct bytes data,
                                     struct buffer *output)
{
    size_t n = data.len < size ? data.len : size;
    if (n > 0)
        memcpy(block, data.at, n);
    return buffer_write(output, bytes_of(block, n));
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    (void)find, (void)repl;
    unsigned char *small = malloc(5);
    if (small == NULL)
        return STREAM_NO_MEMORY;
    enum stream_status status = write_from(small, 5, data, output);
    free(small);
    unsigned char *large = malloc(500);
    if (large == NULL)
        return STREAM_NO_MEMORY;
    if (status == STREAM_OK)
        status = write_from(large, 500, data, output);
    free(large);
    return status;
}
