/*
 * The numbers that stand in a judged file: where it has a constant or an array, its faults are at
 * lengths of that number. Read from foreign bytes: what is not understood is passed over.
 */
#ifndef JUDGE_OWN_NUMBERS_H
#define JUDGE_OWN_NUMBERS_H

#include "stream/bytes.h"

enum { OWN_NUMBERS_MOST = 32, OWN_NUMBERS_LEAST = 8, OWN_NUMBERS_LARGEST = 1 << 20 };

/* Each once, in the order in which they were found. */
struct own_numbers {
    size_t items[OWN_NUMBERS_MOST];
    size_t count;
};

/*
 * Adds the integers of a preprocessed text, but for those of what it includes, and what two or more of
 * them come to: 64 in `8 * 8`. Up to `most` numbers are there in the end.
 */
void own_numbers_of_text(struct bytes text, size_t most, struct own_numbers *numbers);

/* Adds those that machine code compares, adds or loads: they need not stand in the text as they are. */
void own_numbers_of_code(struct bytes code, struct own_numbers *numbers);

#endif
