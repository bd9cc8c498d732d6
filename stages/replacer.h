/*
 * The contract of stage 5: algo_one's job on a stream of any length, which comes in chunks.
 *
 *     struct replacer *replacer;
 *     status = replacer_init(&replacer, find, repl);
 *     for each chunk, and while status is STREAM_OK
 *         status = replacer_feed(replacer, chunk, &output);
 *     status = replacer_finish(replacer, &output);
 *     replacer_free(replacer);
 *
 * What all the calls append is what algo_one would for the chunks in one piece: leftmost first, never
 * overlapping, never looking at replaced text again, any bytes. How the stream is cut changes
 * nothing: a chunk may be empty, and a match may span any number of them.
 *
 * Two threads can use two replacers at once.
 */
#ifndef REPLACER_H
#define REPLACER_H

#include "stream/buffer.h"
#include "stream/bytes.h"
#include "stream/status.h"

/* The stage's own: what it must remember between two chunks. */
struct replacer;

/*
 * Makes a replacer, which the caller ends with replacer_free. `find` and `repl` are borrowed: they
 * must outlive it.
 *
 * STREAM_OK, or, with NULL in *made,
 * STREAM_EMPTY_FIND  `find` is empty;
 * STREAM_NO_MEMORY   memory could not be had.
 */
STREAM_MUST_CHECK enum stream_status replacer_init(struct replacer **made, struct bytes find,
                                                   struct bytes repl);

/*
 * Takes the next bytes of the stream, and appends to `output` all that is certain by now. The chunk
 * is not needed any more when it returns, and the output may be emptied: it is never read.
 *
 * STREAM_OK, or
 * STREAM_NO_MEMORY   memory could not be had; what had been written stays, and only
 *                    replacer_free may follow.
 */
STREAM_MUST_CHECK enum stream_status replacer_feed(struct replacer *replacer, struct bytes chunk,
                                                   struct buffer *output);

/*
 * Ends the stream: appends what was held back. The replacer can then be fed another stream.
 * The statuses are those of replacer_feed.
 */
STREAM_MUST_CHECK enum stream_status replacer_finish(struct replacer *replacer,
                                                     struct buffer *output);

/* Releases the replacer, within a stream too. NULL is allowed. */
void replacer_free(struct replacer *replacer);

#endif
