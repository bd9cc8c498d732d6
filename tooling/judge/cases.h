/* The cases that every stage is judged on. */
#ifndef JUDGE_CASES_H
#define JUDGE_CASES_H

#include "probe/frame.h"

#include <stddef.h>
#include <stdint.h>

struct named_case {
    const char *name; /* says what the case is about */
    struct probe_case c;
};

/* The name of every case that was made at random. */
extern const char cases_random_name[];

struct case_list {
    struct named_case *items; /* owned; from the smallest to the largest */
    size_t count;
    struct buffer memory; /* owned: the bytes of the cases that are made up */
    struct buffer chunks; /* owned: the lengths of their chunks, see judge/contract_replacer.h */
};

enum { CASES_RANDOM = 2000 };

/*
 * The talk's rows, the traps, the edges, refused allocations, and `random` cases made from `seed`.
 * `largest` bounds the data of a case, in bytes. The caller ends the list with cases_dispose.
 */
struct case_list cases_make(uint64_t seed, size_t random, size_t largest);

void cases_dispose(struct case_list *list);

/* The talk's stream, all its rows in one, to be searched for elvis. Borrows static memory. */
struct probe_case cases_talk_stream(void);

/*
 * Another stream of the same kind, which no stage can know: the same rows in another order, with
 * other bytes for its letters, both from `seed`. An algorithm has as much to do as in the talk's.
 * `memory` holds its bytes: the caller disposes of it.
 */
struct probe_case cases_twin_of_talk(uint64_t seed, struct buffer *memory);

#endif
