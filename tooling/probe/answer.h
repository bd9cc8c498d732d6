/* Answers cases: one call for each, in memory that shows misuse. */
#ifndef PROBE_ANSWER_H
#define PROBE_ANSWER_H

#include "base/error.h"
#include "probe/frame.h"

#include <stdbool.h>

/*
 * Answers every case of `cases` (called `name` in messages) into the open file `fd`: one frame as
 * soon as each call has returned, then "end". False, with the reason in `error`, where the cases are damaged or cannot be answered.
 */
bool answer_cases(const char *name, struct bytes cases, int fd, struct error *error);

/* Writes an answer's frame. False, with errno set, where that fails. Takes nothing from the heap. */
bool answer_write(int fd, const struct probe_answer *answer);

/*
 * Answers one case into `output`, an empty buffer of the caller's, which answer->output borrows.
 * False, with errno set, where memory for it cannot be had.
 */
bool answer_case(const struct probe_case *c, struct buffer *output, struct probe_answer *answer);

#endif
