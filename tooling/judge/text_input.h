/* The long input of a benchmark, and what must come out of any. Pure. */
#ifndef JUDGE_TEXT_INPUT_H
#define JUDGE_TEXT_INPUT_H

#include "stream/buffer.h"

/* Bytes of the long input, unless something else is asked for, and from `find` to `find` in it. */
enum { INPUT_BYTES = 64 << 20, INPUT_FIND_EVERY = 100000 };

/* The next number of a generator, of 31 random bits; and the next word of plain English. */
uint32_t input_random(uint64_t *state);
const char *input_word(uint64_t *state);

/*
 * Writes `size` bytes of text to `text`, an empty buffer: lines of twelve words, taken from a short
 * list of plain English by a generator, so that each run with the same seed has the same text. After
 * every INPUT_FIND_EVERY bytes the next word is `find`, which for the talk's "elvis" is in none of
 * the list: 671 times in 64 MiB. STREAM_NO_MEMORY where there is none.
 */
STREAM_MUST_CHECK enum stream_status input_text(struct bytes find, uint64_t seed, size_t size,
                                                struct buffer *text);

/* Appends `data` with each `find`, which is not empty, replaced by `repl`, by the plainest code. */
STREAM_MUST_CHECK enum stream_status input_answer(struct bytes data, struct bytes find,
                                                  struct bytes repl, struct buffer *answer);

#endif
