/* The table that a timer is linked with: written for each, see bench/timer.c. */
#ifndef BENCH_TIMED_PROGRAMS_H
#define BENCH_TIMED_PROGRAMS_H

#include "algo_one.h"
#include "replacer.h"

/* The functions of its contract; those of another are NULL. */
struct timed_program {
    const char *name;
    enum stream_status (*algo_one)(struct bytes data, struct bytes find, struct bytes repl,
                                   struct buffer *output);
    enum stream_status (*replacer_init)(struct replacer **made, struct bytes find,
                                        struct bytes repl);
    enum stream_status (*replacer_feed)(struct replacer *replacer, struct bytes chunk,
                                        struct buffer *output);
    enum stream_status (*replacer_finish)(struct replacer *replacer, struct buffer *output);
    void (*replacer_free)(struct replacer *replacer);
};

extern const struct timed_program timed_programs[];
extern const size_t timed_program_count;

#endif
