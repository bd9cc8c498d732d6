/*
 * A buffer of bytes with a read side and a write side, after Go's bytes.Buffer.
 *
 * It is born empty, or borrowing bytes to read. It owns what is written to it: the first write
 * to a borrowing buffer copies what it had borrowed. An owner ends a buffer with buffer_dispose
 * (one that it placed itself) or buffer_free (one from buffer_new).
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
    const unsigned char *at; /* the bytes: the storage, or what is borrowed */
    size_t offset;           /* bytes read so far */
    size_t len;              /* bytes in all, those read included */
    size_t capacity;         /* bytes of storage */
    size_t limit;            /* most bytes that it may ever hold */
};

/* A buffer that reads `data` where it lies. `data` must outlive it, or its first write. */
static inline struct buffer buffer_from(struct bytes data)
{
    return (struct buffer){.at = data.at, .len = data.len, .limit = SIZE_MAX};
}

/*
 * A buffer on the heap (one block of sizeof(struct buffer) bytes) that reads `data` where it lies.
 * The caller owns it and ends it with buffer_free. NULL when memory cannot be had.
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

/* Forgets the bytes, read and unread, and keeps the storage for what comes next. */
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
 * Appends data (which must lie elsewhere), or one byte. STREAM_NO_MEMORY leaves the buffer as it
 * was.
 */
STREAM_MUST_CHECK enum stream_status buffer_write(struct buffer *buffer, struct bytes data);
STREAM_MUST_CHECK enum stream_status buffer_write_byte(struct buffer *buffer, unsigned char byte);

/*
 * Reads up to `wanted` bytes into `into` and says in *got how many: fewer than wanted where the
 * buffer holds fewer. STREAM_END, and 0 in *got, when bytes were wanted and there are none.
 */
STREAM_MUST_CHECK enum stream_status buffer_read(struct buffer *buffer, unsigned char *into,
                                                 size_t wanted, size_t *got);

/* Reads one byte. STREAM_END when there is none. */
STREAM_MUST_CHECK enum stream_status buffer_read_byte(struct buffer *buffer, unsigned char *byte);

/* Takes back the byte that buffer_read_byte has just read. */
void buffer_unread_byte(struct buffer *buffer);

/* The buffer behind the reader interface. The buffer must outlive the reader. */
struct reader buffer_reader(struct buffer *buffer);

#endif
