/*
 * Calls what the stage defines: one call_*.c for each contract, of which a probe has one.
 *
 * Both calls have names of their own, by which a stage's part of a call path can be told from the
 * probe's.
 */
#ifndef PROBE_CALL_H
#define PROBE_CALL_H

#include "probe/arena.h"
#include "probe/frame.h"

/*
 * Has the case answered into `output`. The symbol that callgrind's collection is toggled on: it is
 * the probe's own and not the stage's, which could define that as an alias.
 */
enum stream_status probe_ops(const struct probe_case *c, struct buffer *output);

/*
 * The same with the data, or each chunk of it, placed in `arena`. Tells probe_allocations when the
 * call has begun, and probe_fed what came of each chunk, see struct probe_answer.
 */
enum stream_status probe_call(struct arena *arena, const struct probe_case *c,
                              struct buffer *output);

/* One call at a time, in one thread. Room for all lengths is reserved before the call. */
struct probe_fed {
    struct buffer lengths; /* owned: a list as in probe/cut.h */
    bool made;             /* replacer_init failed, and *made was not NULL */
};
extern struct probe_fed probe_fed;

/* What was called, for messages: "algo_one". */
extern const char probe_called[];

#endif
