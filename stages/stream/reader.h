/*
 * Anything that bytes can be read from, like Go's io.Reader: a table of operations and the object
 * that they work on. Neither the caller nor the compiler knows which function a call reaches.
 */
#ifndef STREAM_READER_H
#define STREAM_READER_H

#include "status.h"

#include <stddef.h>

struct reader_operations {
    /*
     * Reads up to `wanted` bytes into `into` and stores in *got how many. STREAM_OK means at least
     * one, but perhaps fewer than wanted. STREAM_END, with 0 in *got, means that bytes were wanted
     * and there are no more; any other status means that they cannot be read.
     */
    enum stream_status (*read)(void *self, unsigned char *into, size_t wanted, size_t *got);
};

struct reader {
    const struct reader_operations *operations;
    void *self; /* borrowed */
};

/*
 * Reads until it has all of the `wanted` bytes, and stores in *got how many it has. Returns
 * STREAM_OK, STREAM_SHORT if the stream ends after some of them, STREAM_END if it ends before the
 * first, and the reader's own status if reading fails.
 */
STREAM_MUST_CHECK enum stream_status read_full(struct reader from, unsigned char *into,
                                               size_t wanted, size_t *got);

#endif
