/*
 * The hints of a stage, from its hints.md: three parts, headed `## 1`, `## 2` and `## 3`. What
 * comes before the first is the file's own heading.
 */
#ifndef LEARN_HINTS_H
#define LEARN_HINTS_H

#include "base/error.h"
#include "stream/buffer.h"

#include <stdbool.h>
#include <stddef.h>

enum { HINTS_COUNT = 3 };

/* Each without the blank lines around it. Borrows the text that was read. */
struct hints {
    struct bytes of[HINTS_COUNT];
};

/* Reads the hints, called `name` in messages. False with the reason in `error`, and no hints. */
bool hints_read(const char *name, struct bytes text, struct hints *hints, struct error *error);

/* Appends the hints `first` to `last`, counted from 1, of stage `number`. See format_failed. */
void hints_draw(const struct hints *hints, unsigned number, size_t first, size_t last,
                struct buffer *text);

#endif
