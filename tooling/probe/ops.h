/* Has the same case answered many times, for the profilers. */
#ifndef PROBE_OPS_H
#define PROBE_OPS_H

#include "probe/frame.h"

enum { OPS_NO_ANSWERS = -1 };

/*
 * Calls probe_ops (probe/call.h) `ops` times with `c`, into one output whose storage is cleared
 * before each call, so that no call finds what another left. This allocates one block on the heap, of exactly c->room
 * bytes: the sentinel, which tells the judge that allocations were seen, and which leaves nothing to
 * allocate in `output`. An answer's frame for each call goes to the open file `answers`, unless that
 * is OPS_NO_ANSWERS: the judge looks whether the work was done while it was measured.
 * False, with errno set, where the block cannot be had or an answer cannot be written.
 */
bool run_probe_ops(const struct probe_case *c, uint64_t ops, int answers);

#endif
