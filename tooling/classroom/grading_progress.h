/* How far a grading is, as text. Pure. */
#ifndef CLASSROOM_GRADING_PROGRESS_H
#define CLASSROOM_GRADING_PROGRESS_H

#include "stream/buffer.h"

struct progress {
    size_t total;   /* results in all */
    size_t before;  /* those that were there when it began */
    size_t done;    /* those that are there now */
    size_t not_yet; /* of those now, the ones with this verdict */
    size_t inconclusive;
    unsigned seconds; /* since it began */
};

/*
 * Appends one line without its end, of at most `width` characters but for a very narrow terminal.
 */
void progress_draw(const struct progress *progress, unsigned width, struct buffer *text);

/* The seconds that are left, as what was done so far lets one guess; -1 while nothing was. */
long progress_left(const struct progress *progress);

#endif
