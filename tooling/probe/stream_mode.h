/* The probe by hand: a stream in, the same stream with every find replaced out. */
#ifndef PROBE_STREAM_MODE_H
#define PROBE_STREAM_MODE_H

#include "base/error.h"
#include "stream/bytes.h"

#include <stdbool.h>

/*
 * Reads all of `from`, calls the stage once, and writes the output to `to`; both are open files.
 * False, with the reason in `error`.
 */
bool filter_stream(struct bytes find, struct bytes repl, int from, int to, struct error *error);

#endif
