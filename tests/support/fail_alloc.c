#include "fail_alloc.h"

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

/* The linker's names: with --wrap=malloc, a call of malloc lands in __wrap_malloc. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void __real_free(void *block);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);

static struct {
    bool armed;
    size_t nth;
    struct fail_alloc_count count;
    void **live; /* owned: the blocks that count.live counts */
    size_t capacity;
} state;

void fail_alloc_begin(size_t nth)
{
    assert(!state.armed);
    state.count = (struct fail_alloc_count){0};
    state.nth = nth;
    state.armed = true;
}

struct fail_alloc_count fail_alloc_end(void)
{
    assert(state.armed);
    state.armed = false;
    __real_free(state.live);
    state.live = NULL;
    state.capacity = 0;
    return state.count;
}

/* Counts a request of so many bytes, and says whether it is the one to refuse. */
static bool refuses(size_t bytes)
{
    if (!state.armed)
        return false;
    state.count.asked++;
    state.count.bytes += bytes;
    if (state.count.asked != state.nth)
        return false;
    state.count.refused++;
    errno = ENOMEM;
    return true;
}

static void *remember(void *block)
{
    if (!state.armed || block == NULL)
        return block;
    if (state.count.live == state.capacity) {
        size_t capacity = state.capacity == 0 ? 16 : state.capacity * 2;
        void **grown = __real_realloc(state.live, capacity * sizeof *grown);
        if (grown == NULL) {
            perror("fail_alloc");
            abort();
        }
        state.live = grown;
        state.capacity = capacity;
    }
    state.live[state.count.live] = block;
    state.count.live++;
    return block;
}

/* Whether the block had been allocated since begin. */
static bool forget(const void *block)
{
    if (!state.armed || block == NULL)
        return false;
    for (size_t i = 0; i < state.count.live; i++) {
        if (state.live[i] == block) {
            state.count.live--;
            state.live[i] = state.live[state.count.live];
            return true;
        }
    }
    return false;
}

void *__wrap_malloc(size_t size)
{
    return refuses(size) ? NULL : remember(__real_malloc(size));
}

void *__wrap_calloc(size_t count, size_t size)
{
    return refuses(count * size) ? NULL : remember(__real_calloc(count, size));
}

/* A block from before begin stays its owner's when it is resized: it is not counted as live. */
void *__wrap_realloc(void *block, size_t size)
{
    if (refuses(size))
        return NULL;
    bool ours = forget(block) || block == NULL;
    void *resized = __real_realloc(block, size);
    if (ours)
        remember(resized == NULL && size > 0 ? block : resized);
    return resized;
}

void __wrap_free(void *block)
{
    forget(block);
    __real_free(block);
}
