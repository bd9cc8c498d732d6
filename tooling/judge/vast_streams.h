/*
 * Streams of more than 2 and 4 GiB, at which a length in int or unsigned goes wrong: 64 KiB of matches,
 * mapped over and over, go into an output that has room for 64 KiB. A right program writes what fits,
 * and then says that there is no memory.
 */
#ifndef JUDGE_VAST_STREAMS_H
#define JUDGE_VAST_STREAMS_H

#include "judge/evidence.h"

/*
 * Makes their cases: the longest first, and last a stream of 16 MiB, of which just the beginning can be
 * read, to compare with. The caller ends the list with cases_dispose. False: no memory.
 */
bool vast_cases(const struct judged_contract *contract, uint64_t seed, struct case_list *list);

/* Starts the program on them, if this machine has the addresses for it; if not, nothing goes wrong. */
struct run vast_start(const struct gate_context *gate, const struct case_list *list);

/* Waits for that. Appends what went wrong, to `text`: whether anything did. */
bool vast_judge(const struct gate_context *gate, struct run *run, const struct case_list *list,
                struct buffer *text);

#endif
