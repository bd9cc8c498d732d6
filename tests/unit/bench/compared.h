/* A comparison for tests, with a program of each kind of answer. */
#ifndef TOOLING_COMPARED_H
#define TOOLING_COMPARED_H

#include "base/error.h"
#include "bench/comparison.h"

/*
 * Two inputs of 1,000,000 bytes. replace takes 10 and 5 ms, cat 5 ms, rg 40 ms (and writes
 * something else on the second), sed 100 ms; perl is missing; python3 failed; the others take 20 ms, and
 * algo_two is wrong. The caller ends it with cJSON_Delete. NULL, with `error`, where there is no
 * memory.
 */
cJSON *compared_make(struct error *error);

#endif
