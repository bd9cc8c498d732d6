/*
 * The contract of stages 1 to 4. It is the same in each of them: only the cost changes. Stage 5 has
 * replacer.h.
 */
#ifndef ALGO_ONE_H
#define ALGO_ONE_H

#include "stream/buffer.h"
#include "stream/bytes.h"
#include "stream/reader.h"
#include "stream/status.h"

/*
 * Appends `data` to `output`, with every occurrence of `find` replaced by `repl`: leftmost first,
 * never overlapping, without looking at replaced text again. All bytes are allowed, NUL included.
 * `repl` may be shorter than `find`, longer or empty; `find` may be longer than `data`.
 *
 * Returns STREAM_OK, or
 * STREAM_EMPTY_FIND  `find` is empty; nothing was written;
 * STREAM_NO_MEMORY   out of memory; what was in `output`, or was written to it, stays.
 *
 * It owns nothing when it returns and keeps nothing between calls, so two threads can call it at
 * once. It needs at most 16 KiB of stack, however long `find` is.
 */
STREAM_MUST_CHECK enum stream_status algo_one(struct bytes data, struct bytes find,
                                              struct bytes repl, struct buffer *output);

#endif
