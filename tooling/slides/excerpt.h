/* A piece of a text for a slide: the lines between two marks, some of them highlighted. */
#ifndef SLIDES_EXCERPT_H
#define SLIDES_EXCERPT_H

#include "stream/buffer.h"

#include <stdbool.h>

enum { EXCERPT_MARKS = 4, EXCERPT_ERROR_SIZE = 160 };

/* POSIX extended regular expressions, each for a line; borrowed C strings. */
struct excerpt {
    const char *from;                 /* the first line: exactly one may match */
    const char *to;                   /* the last: the next that matches; NULL: the same line */
    const char *marks[EXCERPT_MARKS]; /* highlighted, each at least one; NULL behind the last */
    const char *look;                 /* a CSS class more, "before"; NULL: none */
    bool code; /* C: comments are dimmed, and the indentation that all lines share is left out */
};

/*
 * Appends the piece as an HTML block. False, with what was expected and what was found in `error` (EXCERPT_ERROR_SIZE bytes). See format_failed.
 */
bool excerpt_add(const struct excerpt *excerpt, struct bytes text, struct buffer *html,
                 char *error);

#endif
