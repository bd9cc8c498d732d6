/*
 * Reads memcheck's log (--log-file, plain text, as a person reads it).
 * Format: Valgrind manual, "Memcheck: a memory error detector".
 */
#ifndef READERS_MEMCHECK_H
#define READERS_MEMCHECK_H

#include "base/error.h"
#include "stream/bytes.h"

#include <stdbool.h>
#include <stdint.h>

struct memcheck {
    uint64_t errors;          /* of the ERROR SUMMARY line */
    struct bytes first_error; /* lines of the log, borrowed, each still after its ==pid== ; */
                              /* empty if there is no error */
};

/*
 * Reads `text`, called `name` in messages. The result borrows the text. True; or false and the
 * reason in `error`. A log whose last line is not an ERROR SUMMARY is
 * refused: memcheck did not get to its end. So is one with a second process in it. Meant for runs
 * without --leak-check=full, which logs blocks that are no errors like errors.
 */
bool memcheck_read(const char *name, struct bytes text, struct memcheck *memcheck,
                   struct error *error);

/*
 * Whether memcheck failed itself before its end, by its log `text`. Then *first_error is what it had
 * found until then, borrowed as above: it may well have failed of that. Empty if that is nothing.
 */
bool memcheck_failed(struct bytes text, struct bytes *first_error);

/*
 * Cuts the next line of `lines` without its ==pid== and the blanks after that. False when there
 * is none left.
 */
bool memcheck_next_line(struct bytes *lines, struct bytes *line);

#endif
