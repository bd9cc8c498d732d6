/* What the compiler inlined into the functions of the judged program, as addr2line tells it. */
#ifndef JUDGE_INLINED_CODE_H
#define JUDGE_INLINED_CODE_H

#include "judge/instruction_counts.h"
#include "readers/addr2line.h"

struct inlined {
    struct addr2line found;
    struct buffer text; /* which it borrows */
};

/*
 * Asks about the addresses in all `count` profiles of the judged program, in its box: its debug
 * information is its author's. Where there is no answer none is found, and each line counts for the
 * function that the profile says. Ended with inlined_dispose.
 */
struct inlined inlined_take(const struct counted *counted, size_t count);

void inlined_dispose(struct inlined *inlined);

#endif
