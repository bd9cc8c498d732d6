/* How a case's stream comes, for a person. */
#ifndef PROBE_CHUNKS_H
#define PROBE_CHUNKS_H

#include "probe/frame.h"

/*
 * Appends "3, 1, 4 bytes, and so on", the lengths of the chunks of `data` as far as they are shown;
 * what more there is than one stream stands behind.
 */
void chunks_describe(const struct probe_case *c, struct buffer *text);

#endif
