/*
 * Compares the lines that a document shows with those that a command printed.
 *
 * The shown lines must be in the output one after the other, word by word. A line "..." stands for
 * any lines, and a word "..." for any words. Instructions, times and shares ("12 instructions",
 * "3 ns/op", "42 %") may differ by the band of word.h, and so may the words of moving columns;
 * everything else must be equal.
 */
#ifndef DOCUMENTS_EXCERPT_H
#define DOCUMENTS_EXCERPT_H

#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where a document and the output first differ. */
struct excerpt_difference {
    size_t line;         /* of `shown`, from 0 */
    struct bytes shown;  /* that line; borrowed */
    struct bytes output; /* the line that is most like it; empty if there is none; borrowed */
};

/* Bit i of `moving_columns` is word i of each shown line, from 1. */
bool excerpt_is_in(struct bytes output, struct bytes shown, uint64_t moving_columns,
                   struct excerpt_difference *difference);

#endif
