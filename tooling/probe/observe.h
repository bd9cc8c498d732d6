/*
 * Observes calls of a probe that runs natively: how deep each goes into the stack, and what it changes
 * in memory that is neither its stack nor the heap.
 *
 * It judges nothing. Where it cannot observe (not on Linux, without /proc, with a small stack), it
 * finds nothing.
 */
#ifndef PROBE_OBSERVE_H
#define PROBE_OBSERVE_H

#include "probe/frame.h"

#include <stdbool.h>
#include <stdint.h>

/* What a call that goes no deeper uses is not told apart: it is what observing needs itself. */
enum { OBSERVE_STACK = 4096 };

struct observed {
    uint64_t stack; /* bytes, if more than OBSERVE_STACK; or 0 */
    uint64_t kept;  /* bytes that calls up to this one have changed, as calls must not */
    uint64_t place; /* an enum probe_place, of the last of them */
};

/* Begins to observe. Called once, before anything large is allocated. */
void observe_begin(void);

/*
 * Called before a call and after it, from the same function. All that calls have changed is looked for
 * only now and then, since it stays; `thorough` has it looked for after this one.
 */
void observe_before(void);
struct observed observe_after(bool thorough);

#endif
