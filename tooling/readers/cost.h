/* The numbers of the callgrind format: counts, costs and positions. */
#ifndef READERS_COST_H
#define READERS_COST_H

#include "base/scan.h"
#include "readers/callgrind.h"

/* Scans a number: decimal, or hexadecimal behind "0x". */
bool cost_scan_number(struct scan *s, uint64_t *number);

/* Scans costs, `most` at most and each behind blanks, and the line's end. Those left off are 0. */
bool cost_scan(struct scan *s, size_t most, struct callgrind_cost *cost);

/* Scans a line number or an address: a number, or "+3", "-3" or "*", which start from `last`. */
bool cost_scan_position(struct scan *s, uint64_t last, uint64_t *position);

#endif
