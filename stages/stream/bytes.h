/*
 * A borrowed slice, passed by value: somebody else owns the bytes.
 *
 * A slice is valid for as long as the memory that it points to. It may hold any bytes, NUL
 * included, and is not NUL-terminated. An empty slice may have a null pointer.
 */
#ifndef STREAM_BYTES_H
#define STREAM_BYTES_H

#include <stdbool.h>
#include <stddef.h>

struct bytes {
    const unsigned char *at;
    size_t len; /* bytes */
};

/* A slice of the len bytes at `at`. */
static inline struct bytes bytes_of(const void *at, size_t len)
{
    return (struct bytes){.at = at, .len = len};
}

/* A slice of a C string, without its NUL. */
struct bytes bytes_from_string(const char *string);

/* Whether a and b hold the same bytes. */
bool bytes_equal(struct bytes a, struct bytes b);

/* `from` without its first n bytes; n is at most from.len. */
struct bytes bytes_skip(struct bytes from, size_t n);

#endif
