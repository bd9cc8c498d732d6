/*
 * Anything that bytes can be read from, after Go's io.Reader: a table of operations and the object
 * that they work on. Whoever calls through it does not know what is behind it, and neither does
 * the compiler.
 */
#ifndef STREAM_READER_H
#define STREAM_READER_H

#include "status.h"

#include <stddef.h>

struct reader_operations {
    /*
     * Reads up to `wanted` bytes into `into` and says in *got how many. It may read fewer than
     * wanted, but at least one where it says STREAM_OK. STREAM_END, and 0 in *got, when bytes were
     * wanted and there are no more; any other status when they cannot be read.
     */
    enum stream_status (*read)(void *self, unsigned char *into, size_t wanted, size_t *got);
};

struct reader {
    const struct reader_operations *operations;
    void *self; /* borrowed */
};

/*
 * Reads until all of the `wanted` bytes are there, and says in *got how many there are.
 * STREAM_SHORT when the stream ends in between, STREAM_END when it ends before the first of them,
 * and the reader's own status where it fails.
 */
STREAM_MUST_CHECK enum stream_status read_full(struct reader from, unsigned char *into,
                                               size_t wanted, size_t *got);

#endif
