/* More allocations than massif keeps snapshots, and a leak larger than the probe's own block. */
#include "algo_one.h"

#include <stdlib.h>

static void allocate(size_t size, int times)
{
    for (int i = 0; i < times; i++) {
        void *volatile block = malloc(size);
        (void)block;
    }
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    allocate(100, 100);
    return find.len == 0 ? STREAM_EMPTY_FIND : buffer_write(output, data.len == 0 ? repl : data);
}
