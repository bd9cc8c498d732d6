/* More allocations than massif keeps snapshots, and a leak larger than the probe's own block. */
#include "algo_one.h"

#include <stdlib.h>

enum { TIMES = 100, SIZE = 100 };

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    void *volatile block = NULL;
    for (int i = 0; i < TIMES; i++)
        block = malloc(SIZE);
    for (int i = 0; i < TIMES; i++) {
        block = malloc(SIZE);
        free(block);
    }
    return find.len == 0 ? STREAM_EMPTY_FIND : buffer_write(output, data.len == 0 ? repl : data);
}
