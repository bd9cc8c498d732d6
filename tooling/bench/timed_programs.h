/* The table that a timer is linked with: written for each, see bench/timer.c. */
#ifndef BENCH_TIMED_PROGRAMS_H
#define BENCH_TIMED_PROGRAMS_H

#include "algo_one.h"

struct timed_program {
    const char *name;
    enum stream_status (*algo_one)(struct bytes data, struct bytes find, struct bytes repl,
                                   struct buffer *output);
};

extern const struct timed_program timed_programs[];
extern const size_t timed_program_count;

#endif
