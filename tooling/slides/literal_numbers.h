/* Numbers that somebody typed into a deck, where a figure that was measured should stand. */
#ifndef SLIDES_LITERAL_NUMBERS_H
#define SLIDES_LITERAL_NUMBERS_H

#include "stream/bytes.h"

#include <stdbool.h>

/*
 * Whether `text`, a piece of a line of a deck, holds such a number: one in digits, or one in words
 * before what is measured ("two allocations"). None are a part of a name (C17, -O2, stage-2), a
 * stage's number behind its word ("stage 2", "solution 3"), and what stands in a command between
 * backticks (`make plot 1`). *bare is the number.
 */
bool bare_find(struct bytes text, struct bytes *bare);

#endif
