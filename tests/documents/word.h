/* The words of a text, and the numbers among them. */
#ifndef DOCUMENTS_WORD_H
#define DOCUMENTS_WORD_H

#include "stream/bytes.h"

#include <stdbool.h>

/* Takes the next word, which ends before a blank or a line end. False if there is none. */
bool word_next(struct bytes *text, struct bytes *word);

/* The same, within the first line of `text`. */
bool word_next_on_line(struct bytes *text, struct bytes *word);

bool word_is(struct bytes word, const char *text);

/* The word without the brackets, quotes, full stops and so on around it. */
struct bytes word_bare(struct bytes word);

/* Whether the bare word is a number, "12,345" or "0.74" or "42%", without a sign. */
bool word_number(struct bytes word, double *number);

/* How far a figure that depends on the compiler or machine may be from the one that is shown. */
enum { WORD_BAND_PERCENT = 20 };
bool word_within_band(double shown, double measured);

#endif
