/* A reader of bytes from outside, as the fuzzer calls it. Each file of readers/ has one. */
#ifndef FUZZ_READER_H
#define FUZZ_READER_H

#include "base/error.h"
#include "stream/bytes.h"

#include <stdbool.h>

/*
 * Reads `text`, called `name` in messages, walks over all that was read, and ends it. False if
 * it is refused, with the reason in `error`; then *left_empty says whether
 * the reader left nothing.
 */
bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty);

/* Ends the program unless the condition holds: `what` is wrong. */
void fuzz_expect(bool condition, const char *what);

/* Expects that a borrowed slice is empty or lies within the text that was read. */
void fuzz_expect_within(struct bytes text, struct bytes slice);

/* Looks at each byte of a string that the reader owns. */
void fuzz_walk_string(const char *string);

#endif
