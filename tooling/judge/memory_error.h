/* What memcheck found, as a message to who wrote the judged file. */
#ifndef JUDGE_MEMORY_ERROR_H
#define JUDGE_MEMORY_ERROR_H

#include "judge/gate.h"
#include "readers/memcheck.h"

#include <stdbool.h>

/* Appends Valgrind's words on an error, but for the frames that called the stage. */
void memory_error_add(const struct gate_context *gate, struct buffer *text, struct bytes error);

/* What those words leave to be told. */
struct memory_error_told {
    bool explained;      /* they explain what went wrong: where it is, and at what address */
    const char *address; /* what is known of it where the error names no place; or NULL */
};

struct memory_error_told memory_error_tell(const struct gate_context *gate, struct bytes error);

/* The log of a run under memcheck, as far as it goes. */
struct memory_log {
    struct buffer text; /* which the rest borrows */
    struct memcheck memcheck;
    bool read;
    bool failed; /* memcheck failed itself: its errors are those that it had found until then */
    struct error error;
};

/* Reads NAME.log. The caller disposes of its text. */
void memory_log_read(const struct gate_context *gate, const char *name, struct memory_log *log);

#endif
