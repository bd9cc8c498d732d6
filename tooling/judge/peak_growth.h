/* Whether a replacer's heap stays as it is, however long the stream: massif, on a long one. */
#ifndef JUDGE_PEAK_GROWTH_H
#define JUDGE_PEAK_GROWTH_H

#include "judge/probe_run.h"

/* Starts the probe on the long stream. */
struct run flat_start(void);

/*
 * Waits for that run, adds what it found to the finding, and judges it: `peak` is that on a short
 * stream, in bytes.
 */
void flat_judge(struct run *run, uint64_t peak, struct finding *finding);

#endif
