/*
 * A cursor over the text of a tool's output, for the readers.
 *
 * What scans advances only when it succeeds, so calls chain:
 *     if (!scan_text(&s, "time=") || !scan_number(&s, &time) || !scan_line_end(&s))
 *         return scan_expected(&s, "time=<number>");
 * The cursor borrows the text: it and the slices cut from it are valid while the text is.
 */
#ifndef BASE_SCAN_H
#define BASE_SCAN_H

#include "base/error.h"
#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct scan {
    const char *name;    /* what the text is called in messages, "massif.out" */
    struct bytes rest;   /* what has not been scanned yet */
    struct bytes line;   /* the line that `rest` begins in, from its start */
    size_t line_number;  /* from 1 */
    struct error *error; /* the caller's; "" while all is well */
};

/* A cursor at the start of `text`. Empties `error`. */
struct scan scan_of(const char *name, struct bytes text, struct error *error);

bool scan_at_end(const struct scan *s);

/* Scans exactly this text, which is not empty. It may hold line ends. */
bool scan_text(struct scan *s, const char *text);

/* Scans a decimal number without sign. False if there is none or it exceeds 64 bits. */
bool scan_number(struct scan *s, uint64_t *number);

/* Scans a hexadecimal number after "0x". False as for scan_number. */
bool scan_hex(struct scan *s, uint64_t *number);

/*
 * Scans up to the byte `stop`, which stays, on this line; false if it is not on this line.
 * What is found may be empty.
 */
bool scan_until(struct scan *s, char stop, struct bytes *found);

/* Scans `count` bytes, whatever they are, line ends too; false if there are fewer. */
bool scan_bytes(struct scan *s, uint64_t count, struct bytes *found);

/* Scans one or more spaces or tabs. */
bool scan_blank(struct scan *s);

/*
 * Scans the end of the line, "\n". False at the end of the text: a last line without its "\n" was
 * cut off, and its last number may lack digits.
 */
bool scan_line_end(struct scan *s);

/* Scans what is left of the line, and its end. False if scan_line_end would be. */
bool scan_line(struct scan *s, struct bytes *found);

/* Whether `text` begins with `start`. */
bool scan_starts_with(struct bytes text, const char *start);

/* The first line of `text` that holds `part`, from there on, borrowed; empty if none does. */
struct bytes scan_line_with(struct bytes text, const char *part);

/*
 * Fails: writes `NAME:LINE: expected EXPECTED, got "the line"` (unprintable bytes escaped, a long
 * line cut) to the error; `and the end of the text` after it says that the line was cut off.
 * Always false, so a reader can return it.
 */
bool scan_expected(struct scan *s, const char *expected);

/* Fails if no line is to blame: writes `NAME: ` and the problem. Always false. */
__attribute__((format(printf, 2, 3))) bool scan_fail(struct scan *s, const char *problem, ...);

/* Fails: writes `NAME: not enough memory to read it`. Always false. */
bool scan_no_memory(struct scan *s);

/* Copies a string, which the caller owns. False, with *copy NULL, as scan_no_memory. */
bool scan_copy(struct scan *s, const char *text, char **copy);

#endif
