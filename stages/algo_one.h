/*
 * The contract of every stage. From stage to stage it never changes: only the cost does.
 */
#ifndef ALGO_ONE_H
#define ALGO_ONE_H

#include "stream/buffer.h"
#include "stream/bytes.h"
#include "stream/reader.h"
#include "stream/status.h"

/*
 * Appends `data` to `output`, with every occurrence of `find` replaced by `repl`: leftmost first,
 * never overlapping, and never looking at replaced text again. All bytes are allowed, NUL included.
 * `repl` may be shorter than `find`, longer or empty; `find` may be longer than `data`.
 *
 * STREAM_OK, or
 * STREAM_EMPTY_FIND  `find` is empty; nothing was written;
 * STREAM_NO_MEMORY   memory could not be had; what had been written stays.
 *
 * It owns nothing when it returns and keeps nothing between calls; two threads can call it at once.
 */
STREAM_MUST_CHECK enum stream_status algo_one(struct bytes data, struct bytes find,
                                              struct bytes repl, struct buffer *output);

#endif
