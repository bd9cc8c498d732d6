/*
 * Counts and refuses the allocations of one call.
 *
 * The probe owns the record. count_allocations.so, preloaded into a probe that runs natively, counts
 * and refuses all of them. Valgrind replaces malloc itself, so nothing is preloaded there, nor into a
 * probe that is run by hand: refuse.c refuses then what the stage and the stream library ask for, and
 * nothing is counted.
 */
#ifndef PROBE_ALLOCATIONS_H
#define PROBE_ALLOCATIONS_H

#include <stdbool.h>
#include <stdint.h>

struct allocations {
    bool preloaded;     /* set by count_allocations.so as it is loaded */
    bool counting;      /* set by the probe around the call */
    uint64_t refuse;    /* which allocation to refuse, from 1; 0: none */
    uint64_t asked;     /* allocations asked for, the refused one included */
    uint64_t refused;   /* 0 or 1 */
    uint64_t allocated; /* blocks; a reallocation allocates one and frees one */
    uint64_t freed;     /* blocks */
    uint64_t bytes;     /* in the blocks allocated */
    uint64_t
        before_first_chunk; /* of the allocated, those when the call had begun, see probe/call.h */
    uint64_t begun_bytes;
};

/* One call at a time, in one thread. */
extern struct allocations probe_allocations;

#endif
