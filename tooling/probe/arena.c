#include "probe/arena.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
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
#define VALGRIND_MAKE_MEM_DEFINED(at, size) ((void)(at), (void)(size))
#endif

static size_t page_size(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

/* A file without a name; -1 where there can be none. */
static int open_nameless(void)
{
#if defined(__linux__)
    return memfd_create("arena", MFD_CLOEXEC);
#else
    char path[] = "/tmp/arena-XXXXXX";
    int fd = mkstemp(path);
    if (fd >= 0)
        unlink(path);
    return fd;
#endif
}

/* Maps the file over the first pages of what is reserved, and once more elsewhere. */
static bool map_file(struct arena *arena, int fd)
{
    if (arena->size == 0)
        return true;
    void *filled = MAP_FAILED;
    void *base = MAP_FAILED;
    if (ftruncate(fd, (off_t)arena->size) == 0)
        filled = mmap(NULL, arena->size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (filled != MAP_FAILED)
        base = mmap(arena->base, arena->size, PROT_READ, MAP_SHARED | MAP_FIXED, fd, 0);
    arena->filled = filled == MAP_FAILED ? NULL : filled;
    return base != MAP_FAILED;
}

bool arena_map(struct arena *arena, size_t most)
{
    size_t page = page_size();
    size_t size = (most + page - 1) / page * page;
    *arena = (struct arena){.size = size};
    void *base = mmap(NULL, size + page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED)
        return false;
    arena->base = base;
    int fd = open_nameless();
    bool mapped = fd >= 0 && map_file(arena, fd);
    int reason = errno;
    if (fd >= 0)
        close(fd);
    if (!mapped)
        arena_unmap(arena);
    errno = reason;
    return mapped;
}

void arena_unmap(struct arena *arena)
{
    if (arena->base != NULL)
        munmap(arena->base, arena->size + page_size());
    if (arena->filled != NULL)
        munmap(arena->filled, arena->size);
    *arena = (struct arena){0};
}

struct bytes arena_place(struct arena *arena, struct bytes data)
{
    assert(data.len <= arena->size);
    size_t before = arena->size - data.len;
    if (data.len > 0)
        memcpy(arena->filled + before, data.at, data.len);
    VALGRIND_MAKE_MEM_NOACCESS(arena->base, before);
    VALGRIND_MAKE_MEM_DEFINED(arena->base + before, data.len);
    return bytes_of(arena->base + before, data.len);
}
