/* Inputs at which programs go wrong, each named for what it is about; algo_one.h, clause by clause. */
#ifndef JUDGE_EDGE_CASES_H
#define JUDGE_EDGE_CASES_H

#include "stream/bytes.h"

#include <stdint.h>

/* The bytes of a string literal, NULs within it included. */
#define CASE_BYTES(literal)                                                                        \
    {                                                                                              \
        .at = (const unsigned char *)(literal), .len = sizeof(literal) - 1                         \
    }

struct edge_case {
    const char *name;
    struct bytes data, find, repl;
    struct bytes before; /* what is in `output` already */
};

/* They are run without room in `output`, and with enough. */
extern const struct edge_case edge_cases[];
extern const size_t edge_case_count;

/* One for which memory does not suffice: see struct probe_case. */
struct shortage_case {
    struct edge_case input;
    uint64_t refuse, room;
};

extern const struct shortage_case shortage_cases[];
extern const size_t shortage_case_count;

#endif
