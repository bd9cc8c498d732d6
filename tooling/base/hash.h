/* The hash of a text: Fowler, Noll and Vo's FNV-1a, 64 bits. It shows a change, not an attack. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "stream/bytes.h"

#include <stdint.h>

/* http://www.isthe.com/chongo/tech/comp/fnv/ */
static inline uint64_t hash_of(struct bytes text)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ text.at[i]) * UINT64_C(0x100000001b3);
    return hash;
}

#endif
