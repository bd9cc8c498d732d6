/* Calls algo_one many times on the same case, for the profilers. */
#ifndef PROBE_OPS_H
#define PROBE_OPS_H

#include "probe/frame.h"

/*
 * Calls algo_one `ops` times with `c`, into one output that is emptied before each call. This
 * allocates one block on the heap, of exactly c->room bytes: the sentinel, which tells the judge
 * that allocations were seen, and which leaves nothing to allocate in `output`.
 * STREAM_NO_MEMORY where that block cannot be had; what algo_one returns is not looked at.
 */
STREAM_MUST_CHECK enum stream_status ops_run(const struct probe_case *c, uint64_t ops);

/*
 * The calls themselves. The symbol that callgrind's collection is toggled on: it is the probe's own
 * and not algo_one, which a stage could define as an alias.
 */
void probe_ops(const struct probe_case *c, uint64_t ops, struct buffer *output);

#endif
