/*
 * What `replace` does to one stream after another, in memory of a fixed size. Pure.
 *
 *     for each stream
 *         for each chunk of it, until all of it is taken
 *             status = replacing_take(&replacing, &chunk);
 *             write replacing.output away, and buffer_reset it
 *         status = replacing_finish(&replacing); and write the output away again
 *
 * A replacer does not count its matches, but lengths do: each match changes that of the stream by
 * repl.len - find.len. If this is 0, a second replacer removes the matches instead, until the first is
 * found.
 */
#ifndef BENCH_REPLACING_H
#define BENCH_REPLACING_H

#include "replacer.h"

#include <stdint.h>

/* A replacer, and the bytes that went into it and came out in this stream. */
struct replacing_pass {
    struct replacer *replacer; /* owned; NULL: there is none */
    struct bytes find, repl;   /* borrowed */
    uint64_t in, out;
};

struct replacing {
    struct replacing_pass pass, finder;
    struct buffer output;  /* owned: what is to be written, never more than its room */
    struct buffer removed; /* owned: what the finder writes */
    uint64_t matches;      /* of all streams that are finished; if repl is as long as find, it is
                              only 0 or not 0 */
};

/*
 * `find` and `repl` are borrowed. The output gets room for `room` bytes and for what one byte of
 * the stream may add to them; from then on nothing is allocated. STREAM_OK, STREAM_EMPTY_FIND or
 * STREAM_NO_MEMORY. Ended with replacing_end, whatever the status.
 */
STREAM_MUST_CHECK enum stream_status replacing_begin(struct replacing *replacing, struct bytes find,
                                                     struct bytes repl, size_t room);

void replacing_end(struct replacing *replacing);

/*
 * Takes as much of the chunk as the output, which must be empty, has room for, at least a byte, and
 * moves *chunk past it. STREAM_NO_MEMORY is a replacer that wants more memory than its contract
 * says.
 */
STREAM_MUST_CHECK enum stream_status replacing_take(struct replacing *replacing,
                                                    struct bytes *chunk);

/* Ends a stream, with an output that must be empty, and counts its matches. */
STREAM_MUST_CHECK enum stream_status replacing_finish(struct replacing *replacing);

#endif
