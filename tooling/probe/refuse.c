/*
 * Refuses an allocation where count_allocations.so is not there to do it. For probes linked with
 * -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc.
 */
#include "probe/allocations.h"

#include <errno.h>
#include <stddef.h>

/* The linker's names: with --wrap=malloc, a call of malloc lands in __wrap_malloc. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);

static bool refuses(void)
{
    if (!probe_allocations.counting || probe_allocations.preloaded)
        return false;
    probe_allocations.asked++;
    if (probe_allocations.asked != probe_allocations.refuse)
        return false;
    probe_allocations.refused++;
    errno = ENOMEM;
    return true;
}

/* Each ends in a jump, so that these functions are not on the call paths that learners see. */

void *__wrap_malloc(size_t size)
{
    if (refuses())
        return NULL;
    return __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    if (refuses())
        return NULL;
    return __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    if (refuses())
        return NULL;
    return __real_realloc(block, size);
}
