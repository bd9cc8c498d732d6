/*
 * Memory for the input of a call that shows every misuse of it.
 *
 * Each of a call's slices ends where a page ends; the page behind it cannot be touched, and the
 * slice cannot be written to. Memcheck is told that the bytes in front of it are not to be read.
 * The memory is mapped, so the heap profilers do not see it.
 */
#ifndef PROBE_ARENA_H
#define PROBE_ARENA_H

#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>

/* The same pages twice, since changing what may be done with them takes long. */
struct arena {
    unsigned char *base;   /* owned: the pages, to be read only, then the guard page */
    unsigned char *filled; /* owned: the pages, for ourselves to write to */
    size_t size;           /* bytes in front of the guard page */
};

/* Maps an arena for slices of up to `most` bytes. False, with errno set, where that fails. */
bool arena_map(struct arena *arena, size_t most);

/*
 * Maps an arena that holds `data` over and over, `span` bytes in all, of which `readable` can be read;
 * what is behind them cannot be touched. It takes up little memory. data.len is a power of two from a
 * page to 1 MiB. False as above.
 */
bool arena_map_over(struct arena *arena, struct bytes data, size_t span, size_t readable);

/* An arena that was never mapped is left alone. */
void arena_unmap(struct arena *arena);

/*
 * Puts a copy of `data` at the end of the arena. The result is valid until the next one. An empty
 * slice points at the guard page. data.len is at most what the arena was made for. A slice that lies in
 * the arena stays where it is.
 */
struct bytes arena_place(struct arena *arena, struct bytes data);

#endif
