/* What a stage must do, told by the plainest code there is. It shares nothing with any solution. */
#ifndef JUDGE_REPLACE_ORACLE_H
#define JUDGE_REPLACE_ORACLE_H

#include "probe/frame.h"

/*
 * Appends to `expected` all that must be in the output after the call, what was there before
 * included. Returns the status that the call must return when memory can be had.
 */
enum stream_status replace_oracle(const struct probe_case *c, struct buffer *expected);

#endif
