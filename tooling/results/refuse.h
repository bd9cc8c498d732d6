/* How the parts of a grading say what is wrong. */
#ifndef RESULTS_REFUSE_H
#define RESULTS_REFUSE_H

#include <stdbool.h>

enum { REFUSE_ERROR_SIZE = 8192 }; /* bytes of an error message, its NUL included */

/* Writes a message to `error` (REFUSE_ERROR_SIZE bytes), cut where it is too long. Always false. */
__attribute__((format(printf, 2, 3))) bool refuse(char *error, const char *format, ...);

#endif
