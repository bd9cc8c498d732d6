/*
 * Fowler, Noll and Vo's FNV-1a, 64 bits: it tells a change from none, but resists no attack.
 * Source: http://www.isthe.com/chongo/tech/comp/fnv/
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "stream/bytes.h"

#include <stddef.h>
#include <stdint.h>

static inline uint64_t hash_fnv1a(struct bytes text)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ text.at[i]) * UINT64_C(0x100000001b3);
    return hash;
}

#endif
