/*
 * Text of any origin, made fit to be shown: on a terminal, in a page, in a table.
 *
 * It is read as UTF-8. What could act where it is shown stands as in a C string: control characters
 * and bytes that are no UTF-8 (\x1b, \xff), and what is not seen or turns the direction of text,
 * separates lines or is unassigned (\u202e, \U000e0001).
 */
#ifndef BASE_DISPLAY_H
#define BASE_DISPLAY_H

#include "stream/buffer.h"

#include <stdbool.h>

enum { DISPLAY_ROOM = 16 }; /* bytes that display_next may need, its NUL included */

/*
 * Takes the next character off *text, which is not empty, and returns what to show for it: the
 * character as it stands there, or an escape that is written to `room`. Where `lines`, "\n" and tab
 * are shown as they are.
 */
struct bytes display_next(struct bytes *text, bool lines, char room[DISPLAY_ROOM]);

/* Appends all of `from` as it is to be shown. See format_failed. */
void display_add(struct buffer *text, struct bytes from, bool lines);

/* Columns that all of `from` takes on a terminal, shown on one line. */
size_t display_width(struct bytes from);

/*
 * Appends a column of exactly `width`, at least 3: blanks follow text that is shorter, and the end of
 * longer text gives way to "...". See format_failed.
 */
void display_add_column(struct buffer *text, struct bytes from, size_t width);

#endif
