/* Streams, cut into chunks in every way, on their way through a replacer. */
#ifndef REPLACER_FEEDING_H
#define REPLACER_FEEDING_H

#include "probe/frame.h"
#include "replacer.h"

#include <stdint.h>

/* How a stream is cut: next says how long the chunk is that begins at `at`. */
struct cutter {
    size_t (*next)(struct cutter *cutter, size_t at);
    size_t longest; /* chunk, in bytes */
    uint64_t mask;
    unsigned seed;
};

/* Chunks of n bytes each. */
struct cutter cut_each(size_t n);

/* A cut after each byte whose bit in `mask` is set; bit 0 is that of the first byte. */
struct cutter cut_where(uint64_t mask);

/* Chunks of up to `longest` bytes, 0 included, from the seed. */
struct cutter cut_at_random(unsigned seed, size_t longest);

/*
 * A replacer for the case. Its find and repl lie in blocks of their own, as each chunk does that is
 * fed to it: AddressSanitizer sees reads outside of them.
 */
struct feeding {
    struct replacer *replacer;  /* owned */
    unsigned char *find, *repl; /* owned */
};
struct feeding feeding_begin(const struct probe_case *c);
void feeding_end(struct feeding *feeding);

/* Feeds one chunk; what it lies in is overwritten and freed at once. */
void feeding_feed(struct feeding *feeding, struct bytes chunk, struct buffer *output);

/* Feeds all of `data`, cut up, and finishes. */
void feeding_feed_all(struct feeding *feeding, struct bytes data, struct cutter cutter,
                      struct buffer *output);

/* Expects a replacer to make of the case what the oracle does; `what` says what it is about. */
void expect_as_oracle(const struct probe_case *c, struct cutter cutter, const char *what);

#endif
