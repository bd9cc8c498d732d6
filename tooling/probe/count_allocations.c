/*
 * A library to preload into a probe: it counts the allocations of a call, and refuses one of them.
 * Those that the C library makes inside itself (strdup's) are seen too.
 *
 * glibc says which functions a replacement of malloc has to bring ("Replacing malloc"), and exports
 * its own under the names used here.
 */
#include "probe/allocations.h"

#include <errno.h>
#include <stddef.h>

#define EXPORTED __attribute__((visibility("default")))

/* Owned by the probe. Weak: the library can be preloaded into any program, and does nothing there. */
extern struct allocations probe_allocations __attribute__((weak));

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *block);

EXPORTED void *malloc(size_t size);
EXPORTED void *calloc(size_t count, size_t size);
EXPORTED void *realloc(void *block, size_t size);
EXPORTED void *memalign(size_t alignment, size_t size);
EXPORTED void *aligned_alloc(size_t alignment, size_t size);
EXPORTED int posix_memalign(void **made, size_t alignment, size_t size);
EXPORTED void free(void *block);

__attribute__((constructor)) static void announce(void)
{
    if (&probe_allocations != NULL)
        probe_allocations.preloaded = true;
}

static bool counting(void)
{
    return &probe_allocations != NULL && probe_allocations.counting;
}

static bool refuses(void)
{
    if (!counting())
        return false;
    probe_allocations.asked++;
    if (probe_allocations.asked != probe_allocations.refuse)
        return false;
    probe_allocations.refused++;
    errno = ENOMEM;
    return true;
}

static void *counted(void *block, size_t size)
{
    if (counting() && block != NULL) {
        probe_allocations.allocated++;
        probe_allocations.bytes += size;
    }
    return block;
}

void *malloc(size_t size)
{
    return refuses() ? NULL : counted(__libc_malloc(size), size);
}

void *calloc(size_t count, size_t size)
{
    return refuses() ? NULL : counted(__libc_calloc(count, size), count * size);
}

void *realloc(void *block, size_t size)
{
    if (refuses())
        return NULL;
    void *made = __libc_realloc(block, size);
    if (counting() && block != NULL && (made != NULL || size == 0))
        probe_allocations.freed++;
    return counted(made, size);
}

void *memalign(size_t alignment, size_t size)
{
    return refuses() ? NULL : counted(__libc_memalign(alignment, size), size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return memalign(alignment, size);
}

int posix_memalign(void **made, size_t alignment, size_t size)
{
    *made = memalign(alignment, size);
    return *made == NULL ? ENOMEM : 0;
}

void free(void *block)
{
    if (counting() && block != NULL)
        probe_allocations.freed++;
    __libc_free(block);
}
