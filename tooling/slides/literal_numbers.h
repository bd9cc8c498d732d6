/* Numbers typed into a deck in place of a figure that was measured. */
#ifndef SLIDES_LITERAL_NUMBERS_H
#define SLIDES_LITERAL_NUMBERS_H

#include "stream/bytes.h"

#include <stdbool.h>

/*
 * Whether `text`, a piece of a line of a deck, holds such a number: one in digits, or one in words
 * before what is measured ("two allocations"). Not counted: part of a name (C17, -O2, stage-2), a
 * stage's number after its word ("stage 2", "solution 3"), and a number in a command between
 * backticks (`make plot 1`). *number is the number.
 */
bool literal_number_find(struct bytes text, struct bytes *number);

#endif
