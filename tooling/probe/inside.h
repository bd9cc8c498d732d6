/*
 * Makes a call in the middle of another. Two calls that share what they work on spoil each other's
 * answers, wherever it lies, and whether or not they clear it in the end.
 */
#ifndef PROBE_INSIDE_H
#define PROBE_INSIDE_H

#include "probe/arena.h"
#include "probe/frame.h"

/*
 * Calls probe_call (probe/call.h) with `c` and `arena`. When that first touches the arena's last page,
 * a second call begins and ends, which replaces `repl` by `find` in the same data; or else it comes
 * when the first has returned. Its output is appended to the first one's. Returns the first status
 * that is not STREAM_OK.
 */
enum stream_status inside_call(struct arena *arena, const struct probe_case *c,
                               struct buffer *output);

#endif
