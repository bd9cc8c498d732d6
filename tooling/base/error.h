/*
 * Why something failed: one line for a person.
 *
 * The caller has it, most often on its stack, and hands it down; who finds the fault sets it.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>

enum { ERROR_TEXT_SIZE = 8192 }; /* bytes, the NUL included */

struct error {
    char text[ERROR_TEXT_SIZE];
};

/* Sets the text, cut if it is too long. Always false, so that a function can return it. */
__attribute__((format(printf, 2, 3))) bool error_set(struct error *error, const char *format, ...);

/* "out of memory". Always false. */
bool error_out_of_memory(struct error *error);

#endif
