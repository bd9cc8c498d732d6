/*
 * A buffer of bytes with a read side and a write side, like Go's bytes.Buffer.
 *
 * A new buffer is empty, or borrows bytes to read. It owns what is written to it: the first write
 * to a borrowing buffer copies what it has borrowed. Release a buffer from buffer_new with
 * buffer_free, and one that is a variable of your own with buffer_dispose.
 */
#ifndef STREAM_BUFFER_H
#define STREAM_BUFFER_H

#include "bytes.h"
#include "reader.h"
#include "status.h"

#include <stdint.h>
#include <stdlib.h>

struct buffer {
    unsigned char *storage;  /* owned; NULL while nothing has been written */
    const unsigned char *at; /* the bytes: in storage, or borrowed */
    size_t offset;           /* bytes read so far */
    size_t len;              /* bytes in all, including those already read */
    size_t capacity;         /* bytes of storage */
    size_t limit;            /* the most bytes that it may hold */
};

/* A buffer that reads `data` where it lies. `data` must outlive it, or its first write. */
static inline struct buffer buffer_from(struct bytes data)
{
    return (struct buffer){.at = data.at, .len = data.len, .limit = SIZE_MAX};
}

/*
 * A buffer on the heap (one block of sizeof(struct buffer) bytes) that reads `data` where it lies.
 * The caller owns it and releases it with buffer_free. NULL if out of memory.
 */
static inline struct buffer *buffer_new(struct bytes data)
{
    struct buffer *made = malloc(sizeof *made);
    if (made != NULL)
        *made = buffer_from(data);
    return made;
}

/* An empty buffer that refuses to hold more than `limit` bytes, with STREAM_NO_MEMORY. */
struct buffer buffer_bounded(size_t limit);

/* Releases what the buffer holds and leaves it empty. */
void buffer_dispose(struct buffer *buffer);

/* Releases the buffer and what it holds. NULL is allowed. */
void buffer_free(struct buffer *buffer);

/* Forgets the bytes, read and unread, but keeps the storage for the next ones. */
void buffer_reset(struct buffer *buffer);

/* The bytes that are left to read, borrowed: valid until the next write, reset or dispose. */
struct bytes buffer_rest(const struct buffer *buffer);

/*
 * Makes room for `more` bytes, so that writing them allocates nothing. An empty buffer's first
 * reservation allocates exactly that many; later ones at least double the storage, up to the limit.
 * What was borrowed is copied. STREAM_NO_MEMORY leaves the buffer as it was.
 */
STREAM_MUST_CHECK enum stream_status buffer_reserve(struct buffer *buffer, size_t more);

/*
 * Appends data, which must not be in the buffer itself, or one byte. STREAM_NO_MEMORY leaves the
 * buffer as it was.
 */
STREAM_MUST_CHECK enum stream_status buffer_write(struct buffer *buffer, struct bytes data);
STREAM_MUST_CHECK enum stream_status buffer_write_byte(struct buffer *buffer, unsigned char byte);

/*
 * Reads up to `wanted` bytes into `into` and stores in *got how many: fewer than wanted if the
 * buffer holds fewer. STREAM_END, with 0 in *got, if bytes were wanted and there are none.
 */
STREAM_MUST_CHECK enum stream_status buffer_read(struct buffer *buffer, unsigned char *into,
                                                 size_t wanted, size_t *got);

/* Reads one byte. STREAM_END if there is none. */
STREAM_MUST_CHECK enum stream_status buffer_read_byte(struct buffer *buffer, unsigned char *byte);

/* Takes back the byte that buffer_read_byte has just read. */
void buffer_unread_byte(struct buffer *buffer);

/* A reader that reads this buffer. The buffer must outlive the reader. */
struct reader buffer_reader(struct buffer *buffer);

#endif
