/* A stage's CPU profile as a listing: from callgrind's calls, with inlined functions put back. */
#ifndef MEASURE_CPU_LISTING_H
#define MEASURE_CPU_LISTING_H

#include "measure/listing.h"
#include "readers/addr2line.h"
#include "readers/callgrind.h"
#include "stream/buffer.h"

/*
 * Appends the addresses of code that has source lines, a line each, for addr2line. False where
 * memory cannot be had.
 */
bool cpu_addresses(const struct callgrind *profile, struct buffer *text);

/*
 * Adds what the stage and all that it calls cost in the event at `event`. `inlined` says what was
 * inlined at each address; without `inlines` that counts as part of the function around it, at the
 * line of the call. A function that calls itself gets no cum from that call. The listing borrows
 * the profile and `inlined`. False where memory cannot be had.
 */
bool cpu_listing(const struct callgrind *profile, size_t event, const struct addr2line *inlined,
                 bool inlines, struct listing *listing);

#endif
