/* A guess, as a learner types it. */
#ifndef PREDICT_GUESS_H
#define PREDICT_GUESS_H

#include <stdbool.h>

enum { GUESS_ERROR_SIZE = 160 }; /* bytes of an error message, its NUL included */

/*
 * Reads a whole number up to a thousand million; a text that is empty, or NULL, is
 * PROGRESS_UNKNOWN. False, with "ALLOCS=two: expected a number" in `error`, where it is something
 * else.
 */
bool guess_read(const char *name, const char *text, double *guess, char *error);

#endif
