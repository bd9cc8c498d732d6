/* The callgrind format's name compression: "(3) main" once, and "(3)" from then on. */
#ifndef READERS_NAMES_H
#define READERS_NAMES_H

#include "base/scan.h"
#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct name {
    uint64_t id;
    struct bytes text; /* borrowed; empty in a free slot */
};

/* A hash table, as ids may be any numbers. All zero is an empty one. */
struct names {
    struct name *slots; /* owned */
    size_t capacity;    /* slots: a power of two, at least twice the count; or 0 */
    size_t count;
};

/*
 * Reads "name", "(id) name" or "(id)", and the end of the line. The name borrows the text. False,
 * with the reason in the cursor's error, if it is none of these, if the id has no name yet
 * or already another one, or if allocation fails.
 */
bool names_read(struct names *names, struct scan *s, struct bytes *name);

void names_dispose(struct names *names);

#endif
