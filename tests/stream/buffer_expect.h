/* What several tests of the buffer expect. */
#ifndef STREAM_BUFFER_EXPECT_H
#define STREAM_BUFFER_EXPECT_H

#include "stream/buffer.h"

/* Expects the bytes that were not read yet. */
void expect_unread(const struct buffer *buffer, struct bytes expected, const char *what);

/* Writes text that the test is not about. */
void fill(struct buffer *buffer, const char *text);

/* Expects two buffers to be alike in every field. */
void expect_same(const struct buffer *a, const struct buffer *b, const char *what);

#endif
