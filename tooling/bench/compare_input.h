/*
 * The files that programs are compared on, and the right answer for each: both are made at once, piece
 * by piece, from a seed. This module knows where it puts a match, and need not search. Pure.
 */
#ifndef BENCH_COMPARE_INPUT_H
#define BENCH_COMPARE_INPUT_H

#include "stream/buffer.h"

#include <stdint.h>

struct sample_kind {
    const char *name; /* "rare" */
    const char *what; /* "text, with a match each 100,000 bytes" */
    const char *find, *repl;
};

enum { SAMPLE_KINDS = 5 };
extern const struct sample_kind sample_kinds[SAMPLE_KINDS];

/* A sample on its way. */
struct sample {
    const struct sample_kind *kind;
    uint64_t size;    /* bytes of it all */
    uint64_t state;   /* of the generator */
    uint64_t made;    /* bytes up to here */
    uint64_t pieces;  /* up to here: words, lines */
    uint64_t matches; /* up to here */
    size_t seen;      /* in random bytes: how many of find have just come */
};

struct sample sample_begin(const struct sample_kind *kind, uint64_t size, uint64_t seed);

/*
 * Appends the next pieces, at least `least` bytes or all that is left, to `data`, and to `answer`
 * what they are to become. If nothing is appended, the sample is complete.
 */
STREAM_MUST_CHECK enum stream_status sample_next(struct sample *sample, size_t least,
                                                 struct buffer *data, struct buffer *answer);

#endif
