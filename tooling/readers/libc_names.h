/* The C library's functions by the names that a program calls them by. */
#ifndef READERS_LIBC_NAMES_H
#define READERS_LIBC_NAMES_H

#include "stream/bytes.h"

/*
 * What a symbol is called in C: memcmp for __memcmp_avx2_movbe, one of the bodies of which the C
 * library takes the fastest as the program starts (glibc, sysdeps: multiarch/ifunc-impl-list.c). Any
 * other symbol is its own name. Borrows the symbol.
 */
struct bytes libc_name(struct bytes symbol);

#endif
