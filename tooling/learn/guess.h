/* A guess, as a learner types it. */
#ifndef LEARN_GUESS_H
#define LEARN_GUESS_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

enum { GUESS_MOST = 1000000000 - 1 }; /* of what a call costs: allocations, bytes */

/* What can be guessed. */
struct guess_kind {
    const char *name;     /* as it is typed: "LINE" */
    uint64_t least, most; /* at most GUESS_MOST */
    const char *file; /* the path of the file that has `most` lines; NULL where it is about none */
};

/*
 * Reads a whole number; a text that is empty, or NULL, is PROGRESS_UNKNOWN. False where it is
 * something else, with a line in `error`:
 * LINE="99": expected a whole number from 1 to 52, the lines of f.c
 */
bool guess_read(const struct guess_kind *kind, const char *text, double *guess,
                struct error *error);

#endif
