/* What a stage may call: functions that work on their arguments and the heap alone. */
#ifndef JUDGE_ALLOWED_CALLS_H
#define JUDGE_ALLOWED_CALLS_H

#include <stdbool.h>

/* Whether an object may need the symbol `name` from elsewhere. */
bool call_is_allowed(const char *name);

/* Whether `name` gets memory, or more of the stack, of which malloc knows nothing. */
bool call_gets_memory(const char *name);

/* Whether `name` is the stream library's, or looks as if it were. */
bool call_is_of_stream_library(const char *name);

#endif
