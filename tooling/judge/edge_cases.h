/* Inputs at which programs go wrong, each named for what it is about. */
#ifndef JUDGE_EDGE_CASES_H
#define JUDGE_EDGE_CASES_H

#include "stream/bytes.h"

struct edge_case {
    const char *name;
    struct bytes data, find, repl;
    struct bytes before; /* what is in `output` already */
};

extern const struct edge_case edge_cases[];
extern const size_t edge_case_count;

#endif
