/* Whole reads and writes on open file descriptors, without the heap and without stdio. */
#ifndef BASE_DESCRIPTOR_H
#define BASE_DESCRIPTOR_H

#include "stream/buffer.h"

#include <stdbool.h>

/* Writes all of `data`. False, with errno set, if that fails. */
bool descriptor_write(int fd, struct bytes data);

enum { DESCRIPTOR_MOST_PARTS = 6 };

/* Writes up to DESCRIPTOR_MOST_PARTS parts one after the other, in one call if it can. */
bool descriptor_write_parts(int fd, const struct bytes *parts, size_t count);

/* Appends all that can be read to `into`. False, with errno set, if that fails. */
bool descriptor_read(int fd, struct buffer *into);

/* Maps the file at `path`, to be read only. False, with errno set. An empty file maps to nothing. */
bool descriptor_map(const char *path, struct bytes *content);

#endif
