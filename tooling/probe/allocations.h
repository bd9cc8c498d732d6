/*
 * Counts and refuses the allocations of one call.
 *
 * The probe owns the record. It is filled in only when count_allocations.so is preloaded into the
 * probe, which happens in native runs alone: under Valgrind, Valgrind counts.
 */
#ifndef PROBE_ALLOCATIONS_H
#define PROBE_ALLOCATIONS_H

#include <stdbool.h>
#include <stdint.h>

struct allocations {
    bool counting;      /* set by the probe around the call */
    uint64_t refuse;    /* which allocation to refuse, from 1; 0: none */
    uint64_t asked;     /* allocations asked for, the refused one included */
    uint64_t refused;   /* 0 or 1 */
    uint64_t allocated; /* blocks; a reallocation allocates one and frees one */
    uint64_t freed;     /* blocks */
};

/* One call at a time, in one thread. */
extern struct allocations probe_allocations;

#endif
