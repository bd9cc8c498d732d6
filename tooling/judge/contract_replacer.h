/* The cases of a stage whose contract takes a stream in chunks, and long streams to measure it on. */
#ifndef JUDGE_CONTRACT_REPLACER_H
#define JUDGE_CONTRACT_REPLACER_H

#include "judge/cases.h"

/*
 * Cuts the streams of the list's cases into chunks from `seed`, those with a name in several ways;
 * some are fed twice, or to two replacers in turn. Adds every split of some short streams.
 */
void streams_cut(struct case_list *list, uint64_t seed);

/*
 * Bytes. One of 64 MiB takes the solution half a second under massif, and what gathers it four: too
 * near to a run's limit. Nothing that grows with the stream is smaller for that.
 */
enum { STREAMS_CHUNK = 1 << 16, STREAMS_LONG = 16 << 20 };

/* Each of these writes its data to `memory`, which the caller disposes of. */

/* The twin of the talk's stream over and over, in chunks of nearly STREAMS_CHUNK: STREAMS_LONG. */
struct probe_case streams_long(uint64_t seed, struct buffer *memory);

/* 128 KiB of words, with one elvis among them. */
struct probe_case streams_rare(struct buffer *memory);

/* One byte over and over, and a long find that differs from it in its last byte. */
struct probe_case streams_runs(struct buffer *memory);

#endif
