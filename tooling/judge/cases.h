/* Lists of the cases on which a stage is judged, and what makes them. */
#ifndef JUDGE_CASES_H
#define JUDGE_CASES_H

#include "probe/frame.h"

#include <stddef.h>
#include <stdint.h>

struct named_case {
    const char *name; /* says what the case is about */
    struct probe_case c;
    bool is_one_way; /* it is one of many: a contract of chunks cuts it in one way only */
};

/* What cases are to be made. */
struct case_bounds {
    uint64_t seed;
    size_t random;  /* how many are made at random */
    size_t largest; /* bytes of the largest data */
    size_t power;   /* bytes: lengths go through each power of two up to this one */
    size_t work;    /* bytes that a window at each byte compares in a case with a long find */
    size_t
        exact; /* SIZE_MAX: all of that. Else none is one less, and those over it are one more: */
               /* enough for what goes wrong from some length on */
    const size_t *numbers; /* that stand in the judged file: lengths and places to try */
    size_t number_count;
};

/* The name of every case that was made at random. */
extern const char cases_random_name[];

/* All zero is an empty list. */
struct case_list {
    struct named_case *items; /* owned */
    size_t count, room;
    struct buffer memory;   /* owned: bytes of the cases that are made up; and of their chunks, */
    struct buffer chunks;   /* the lengths; */
    struct buffer borrowed; /* and the memory of a list from which this one was made */
};

/* Empties the list and reserves room for `count` cases and `bytes` of memory. False: no memory. */
bool cases_reserve(struct case_list *list, size_t count, size_t bytes);

/* Adds a case, for which there must be room. */
void cases_add(struct case_list *list, const char *name, struct probe_case c);

/* Takes `len` bytes of a buffer in which they were reserved, so that it does not move. */
unsigned char *cases_take(struct buffer *memory, size_t len);

/* The bytes of a case, without those of its chunks. */
size_t cases_size(const struct probe_case *c);

/* The most that a right answer appends: writing it needs no more room than this. */
uint64_t cases_enough_room(const struct probe_case *c);

void cases_dispose(struct case_list *list);

/* Takes `len` bytes of the list's memory: each is one of `count` that begin with `first`, at random. */
struct bytes cases_random_bytes(struct case_list *list, uint64_t *state, size_t len,
                                unsigned char first, size_t count);

/* The next number below `bound`, the same everywhere for a seed in `state`. */
size_t cases_random(uint64_t *state, size_t bound);

#endif
