/* Numbers at random from a seed, the same everywhere. */
#ifndef JUDGE_DRAW_RANDOM_H
#define JUDGE_DRAW_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* The next number below `bound`. */
size_t random_below(uint64_t *state, size_t bound);

#endif
