/* The figures of a text: numbers with a unit, "53,000 B" or "2 allocations". */
#ifndef DOCUMENTS_FIGURES_H
#define DOCUMENTS_FIGURES_H

#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>

enum unit {
    UNIT_NONE,
    UNIT_BYTES,           /* B, B/op, byte(s) */
    UNIT_BLOCKS,          /* allocs/op, allocation(s), block(s), blocks/op */
    UNIT_INSTRUCTIONS,    /* instruction(s), instructions/op: compared within the band */
    UNIT_INTERFACE_CALLS, /* interface call(s), interface calls/op */
    UNIT_NANOSECONDS,     /* ns, ns/op: compared within the band */
    UNIT_MILLISECONDS     /* ms, ms/op: compared within the band */
};

struct figure {
    double number;
    enum unit unit;
    size_t line;       /* of the text, from 0 */
    struct bytes text; /* "53,000 B", borrowed */
};

/* Takes the next figure; false if there is none. `line` counts lines; set it to 0 before. */
bool figure_next(struct bytes *text, size_t *line, struct figure *figure);

/* Figures that were measured, or are given. All zero: none. */
struct figures {
    struct figure *list; /* owned; their texts are not kept */
    size_t count;
};

/* Adds all figures of a text, or one. False if out of memory. */
bool figures_add_text(struct figures *figures, struct bytes text);
bool figures_add(struct figures *figures, double number, enum unit unit);

/*
 * Whether the figure is one of them; unless `exact`, instructions and times are compared within the
 * band of word.h.
 */
bool figures_have(const struct figures *figures, const struct figure *figure, bool exact);

void figures_dispose(struct figures *figures);

#endif
