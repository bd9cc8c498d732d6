/* Calls algo_one many times on the same case, for the profilers. */
#ifndef PROBE_OPS_H
#define PROBE_OPS_H

#include "probe/frame.h"

enum { OPS_NO_ANSWERS = -1 };

/*
 * Calls algo_one `ops` times with `c`, into one output whose storage is cleared before each call, so
 * that no call finds what another left. This allocates one block on the heap, of exactly c->room
 * bytes: the sentinel, which tells the judge that allocations were seen, and which leaves nothing to
 * allocate in `output`. An answer's frame for each call goes to the open file `answers`, unless that
 * is OPS_NO_ANSWERS: the judge looks whether the work was done while it was measured.
 * False, with errno set, where the block cannot be had or an answer cannot be written.
 */
bool ops_run(const struct probe_case *c, uint64_t ops, int answers);

/*
 * The call itself, and what it returned. The symbol that callgrind's collection is toggled on: it is the probe's own
 * and not algo_one, which a stage could define as an alias.
 */
enum stream_status probe_ops(const struct probe_case *c, struct buffer *output);

#endif
