/* Listings as text, laid out as pprof's `list` and `top`. */
#ifndef VIEWS_LISTING_TEXT_H
#define VIEWS_LISTING_TEXT_H

#include "measure/listing.h"
#include "readers/ctags.h"
#include "stream/buffer.h"

struct draw_style {
    const char *unit; /* after each cost, " B"; "" for none */
    const char *noun; /* after the total: "B", "blocks", "instructions" */
    uint64_t ops;     /* costs are shown per op */
    bool whole;       /* rounded to whole units: enough for instructions */
    bool mark_hottest;
    bool colours;
    const char *root; /* the folder that is left off paths */
    const char *on;   /* what the ops were: "on the talk's stream" */
};

/* A path without the folder `root` it begins with; if it lies elsewhere, all of it. Borrows it. */
struct bytes draw_path(struct bytes file, const char *root);

/* A source file, for the functions in it. */
struct draw_source {
    struct bytes text;
    const struct ctags *functions;
};

/*
 * Appends "Total: 53 B/op (alloc_space: 53,000 B in 1,000 ops on the talk's stream)"; `what` names
 * what is counted.
 */
void draw_total(const struct listing *listing, const struct draw_style *style, const char *what,
                struct buffer *text);

/*
 * Appends the source of a function, flat and cum before each line. `source` is NULL if there is
 * none to show. The lines with a cost are marked with ">", and the hottest with a remark.
 */
void draw_function(const struct listing *listing, const struct listing_cost *function,
                   const struct draw_source *source, const struct draw_style *style,
                   struct buffer *text);

/* Appends the table of functions. */
void draw_top(const struct listing *listing, const struct draw_style *style, struct buffer *text);

#endif
