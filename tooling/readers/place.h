/* A place in a source file as gcc and its like name it: FILE:LINE:COLUMN. */
#ifndef READERS_PLACE_H
#define READERS_PLACE_H

#include "base/scan.h"

struct place {
    struct bytes file; /* borrowed */
    uint64_t line, column;
};

/*
 * Scans FILE:LINE:COLUMN on this line, the file up to the first colon that can be meant. What
 * follows the column stays. False if there is none.
 */
bool place_scan(struct scan *s, struct place *place);

#endif
