/* Inputs at which programs go wrong, each named for what it is about. */
#ifndef STAGE_TRAPS_H
#define STAGE_TRAPS_H

#include "stream/bytes.h"

struct trap {
    const char *name;
    struct bytes data, find, repl;
    struct bytes before; /* what is in `output` already */
};

extern const struct trap traps[];
extern const size_t trap_count;

#endif
