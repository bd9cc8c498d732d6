/* What an error of memcheck's says to who wrote the judged file. */
#ifndef JUDGE_MEMORY_ERROR_H
#define JUDGE_MEMORY_ERROR_H

#include "stream/buffer.h"
#include "stream/bytes.h"

#include <stdbool.h>

/* Appends Valgrind's words on an error, but for the frames that called the stage. */
void memory_error_add(struct buffer *text, struct bytes error);

/* What those words leave to be told. */
struct memory_error_told {
    bool explained;      /* they explain what went wrong: where it is, and at what address */
    const char *address; /* what is known of it where the error names no place; or NULL */
};

struct memory_error_told memory_error_tell(struct bytes error);

#endif
