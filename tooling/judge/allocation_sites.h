/* Where a stage's memory came from: DHAT's call paths, told as lines of the judged file. */
#ifndef JUDGE_ALLOCATION_SITES_H
#define JUDGE_ALLOCATION_SITES_H

#include "judge/cases.h"
#include "judge/probe_run.h"

/* Starts the probe's ops under DHAT. */
struct run ledger_start(void);

/*
 * Waits for that run and appends a row for each place that allocated,
 * `algo_one.c:31  5 B  1 block per op  malloc(find.len)`, and below it the call path.
 */
void ledger_add(struct run *run, struct buffer *text);

/*
 * Runs one case under DHAT, and appends the rows of that one call, but for what the function
 * `allowed` allocates (NULL: none). Returns how many places there are.
 */
size_t ledger_add_case(const struct named_case *of, const char *allowed, struct buffer *text);

#endif
