/* Runs one saved case again, for a person to look at. */
#ifndef PROBE_REPLAY_H
#define PROBE_REPLAY_H

#include "base/error.h"
#include "probe/frame.h"

/*
 * Reads the first case of the file at `path`. The case borrows a mapping of the file that stays.
 * False, with the reason in `error`.
 */
bool replay_read(const char *path, struct probe_case *c, struct error *error);

/*
 * Answers that case, and appends to `text` what went in and what came out, a line each, long bytes
 * shortened. False, with the reason in `error`.
 */
bool replay_case(const char *path, struct buffer *text, struct error *error);

#endif
