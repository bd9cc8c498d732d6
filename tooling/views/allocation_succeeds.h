/* Included before a file whose allocations are analysed: as in Go, an allocation always succeeds. */
#include <stdlib.h>

void *malloc(size_t size) __attribute__((returns_nonnull));
void *calloc(size_t count, size_t size) __attribute__((returns_nonnull));
