#include "probe/arena.h"

#include <assert.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined(__has_include)
#if __has_include(<valgrind/memcheck.h>)
#include <valgrind/memcheck.h>
#endif
#endif

#if !defined(VALGRIND_MAKE_MEM_NOACCESS)
#define VALGRIND_MAKE_MEM_NOACCESS(at, size) ((void)(at), (void)(size))
#define VALGRIND_MAKE_MEM_UNDEFINED(at, size) ((void)(at), (void)(size))
#endif

bool arena_map(struct arena *arena, size_t most)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t size = (most + page - 1) / page * page;
    void *base =
        mmap(NULL, size + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED)
        return false;
    *arena = (struct arena){.base = base, .size = size};
    return mprotect(arena->base + size, page, PROT_NONE) == 0;
}

void arena_unmap(struct arena *arena)
{
    if (arena->base == NULL)
        return;
    munmap(arena->base, arena->size + (size_t)sysconf(_SC_PAGESIZE));
    *arena = (struct arena){0};
}

struct bytes arena_place(struct arena *arena, struct bytes data)
{
    assert(data.len <= arena->size);
    unsigned char *at = arena->base + (arena->size - data.len);
    if (arena->size == 0)
        return bytes_of(at, 0);
    mprotect(arena->base, arena->size, PROT_READ | PROT_WRITE);
    VALGRIND_MAKE_MEM_UNDEFINED(at, data.len);
    if (data.len > 0)
        memcpy(at, data.at, data.len);
    mprotect(arena->base, arena->size, PROT_READ);
    /* Behind mprotect, which makes Memcheck forget it. */
    VALGRIND_MAKE_MEM_NOACCESS(arena->base, arena->size - data.len);
    return bytes_of(at, data.len);
}
