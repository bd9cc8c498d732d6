/*
 * The contract of stage 5: the job of algo_one on a stream of any length, which comes in chunks.
 *
 *     struct replacer *replacer;
 *     status = replacer_init(&replacer, find, repl);
 *     for each chunk, while status is STREAM_OK
 *         status = replacer_feed(replacer, chunk, &output);
 *     status = replacer_finish(replacer, &output);
 *     replacer_free(replacer);
 *
 * All calls together append what algo_one would for all chunks in one piece: leftmost first,
 * never overlapping, without looking at replaced text again, any bytes. How the stream is cut into
 * chunks changes nothing: a chunk may be empty, and a match may span any number of them.
 *
 * Two threads can use two replacers at once. A call needs at most 16 KiB of stack. All calls together
 * take time in proportion to the lengths of the stream and of `find`, and to what they append, however
 * many chunks there are.
 */
#ifndef REPLACER_H
#define REPLACER_H

#include "stream/buffer.h"
#include "stream/bytes.h"
#include "stream/status.h"

/* Each program defines it: what it must remember between two chunks. */
struct replacer;

/*
 * Makes a replacer, which the caller releases with replacer_free. `find` and `repl` are borrowed:
 * they must outlive it.
 *
 * Returns STREAM_OK, or, with NULL in *made,
 * STREAM_EMPTY_FIND  `find` is empty;
 * STREAM_NO_MEMORY   out of memory.
 */
STREAM_MUST_CHECK enum stream_status replacer_init(struct replacer **made, struct bytes find,
                                                   struct bytes repl);

/*
 * Takes the next bytes of the stream, and appends to `output` all that is certain by now: it holds
 * back fewer bytes than `find` has. When it returns, the chunk is not needed any more, and the caller
 * may empty the output, which is never read, or give another one to the next call.
 *
 * Returns STREAM_OK, or
 * STREAM_NO_MEMORY   out of memory; what was already written stays, and only replacer_free may
 *                    follow.
 */
STREAM_MUST_CHECK enum stream_status replacer_feed(struct replacer *replacer, struct bytes chunk,
                                                   struct buffer *output);

/*
 * Ends the stream: appends what was held back. After that the replacer can take another stream. It
 * returns the same statuses as replacer_feed.
 */
STREAM_MUST_CHECK enum stream_status replacer_finish(struct replacer *replacer,
                                                     struct buffer *output);

/* Releases the replacer, also in the middle of a stream. NULL is allowed. */
void replacer_free(struct replacer *replacer);

#endif
