/*
 * Reads DHAT's JSON (--tool=dhat): what each call path allocated, inlined functions included.
 * Format: Valgrind's dhat/dh_main.c, "DHAT file format", version 2. Read with cJSON.
 */
#ifndef READERS_DHAT_H
#define READERS_DHAT_H

#include "base/error.h"
#include "stream/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A frame of a call path. Strings are owned by the profile. */
struct dhat_frame {
    uint64_t address;     /* of the code; the same in a function and those inlined into it there */
    const char *function; /* "???" if unknown; "[root]" for the frame above all */
    const char *file;     /* base name or path as DHAT says it; "" if unknown */
    uint64_t line;        /* 0 if unknown */
};

/*
 * A program point: a call path at which memory was allocated. Its frames go from the innermost out;
 * there is at least one. Valgrind 3.19 counts malloc itself as the innermost, 3.24 does not.
 */
struct dhat_point {
    uint64_t total_bytes, total_blocks;
    uint64_t end_bytes, end_blocks; /* not freed when the program ended */
    const struct dhat_frame **frames;
    size_t frame_count;
};

struct dhat {
    struct dhat_point *points;
    size_t point_count;
    struct dhat_frame *frames; /* the frame table, which the points refer to */
    size_t frame_count;
    char *text; /* owned: the frames' strings */
};

/*
 * Reads `text`, called `name` in messages. True, and the caller ends *dhat with dhat_dispose; or
 * false, *dhat empty and the reason in `error`:
 * `dhat.out: pps[3].tb: expected a whole number, got "x"`. What version 2 does not have is refused, and so
 * are --mode=copy and ad-hoc, whose points say nothing about the heap.
 */
bool dhat_read(const char *name, struct bytes text, struct dhat *dhat, struct error *error);

void dhat_dispose(struct dhat *dhat);

/* The functions that allocate: Valgrind 3.19 begins a call path with one, 3.24 with its caller. */
enum { DHAT_ALLOCATORS = 4 };
extern const char *const dhat_allocators[DHAT_ALLOCATORS];
bool dhat_is_allocator(const char *function);

#endif
