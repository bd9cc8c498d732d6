/* Pieces of a text for a slide: lines from one pattern to another, some of them highlighted. */
#ifndef SLIDES_EXCERPT_H
#define SLIDES_EXCERPT_H

#include "base/error.h"
#include "stream/buffer.h"

#include <stdbool.h>

enum { EXCERPT_PIECES = 4, EXCERPT_MARKS = 4 };

/* The ends of a piece. POSIX extended regular expressions, each for a line; borrowed C strings. */
struct excerpt_piece {
    const char *from; /* the first line: exactly one may match */
    const char *to;   /* the last: the next that matches; NULL: the same line */
};

struct excerpt {
    struct excerpt_piece pieces[EXCERPT_PIECES]; /* one below the other */
    size_t piece_count;
    const char *marks[EXCERPT_MARKS]; /* highlighted, each at least one line; NULL after the last */
    const char *look;                 /* a CSS class more, "before"; NULL: none */
    bool code;                        /* C, whose comments are dimmed */
};

/*
 * Appends the pieces as an HTML block, without the indentation that all lines of C, or of several
 * pieces, share. False, with what was expected and what was found in `error`. See format_failed.
 */
bool excerpt_add(const struct excerpt *excerpt, struct bytes text, struct buffer *html,
                 struct error *error);

#endif
