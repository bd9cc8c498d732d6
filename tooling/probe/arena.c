#include "probe/arena.h"

#include <assert.h>
#include <errno.h>
#include <stdint.h>
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

/* Closes the file, and unmaps the arena unless it is `mapped`, which is returned. errno stays. */
static bool finish(struct arena *arena, int fd, bool mapped)
{
    int reason = errno;
    if (fd >= 0)
        close(fd);
    if (!mapped)
        arena_unmap(arena);
    errno = reason;
    return mapped;
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
    return finish(arena, fd, fd >= 0 && map_file(arena, fd));
}

enum { OVER_FILE = 1 << 20 }; /* bytes: what is mapped at once */

static bool write_over(int fd, struct bytes data)
{
    bool done = true;
    for (size_t at = 0; at < OVER_FILE && done; at += data.len)
        done = pwrite(fd, data.at, data.len, (off_t)at) == (ssize_t)data.len;
    return done;
}

bool arena_map_over(struct arena *arena, struct bytes data, size_t span, size_t readable)
{
    *arena = (struct arena){.size = span};
    if (data.len < page_size() || OVER_FILE % data.len != 0 || span > SIZE_MAX - 2 * page_size()) {
        errno = EINVAL;
        return false;
    }
    int fd = open_nameless();
    bool mapped = fd >= 0 && write_over(fd, data);
    void *base = MAP_FAILED;
    if (mapped)
        base = mmap(NULL, span + page_size(), PROT_NONE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    mapped = base != MAP_FAILED;
    arena->base = mapped ? base : NULL;
    for (size_t at = 0; at < readable && mapped; at += OVER_FILE) {
        size_t len = readable - at < OVER_FILE ? readable - at : OVER_FILE;
        mapped =
            mmap(arena->base + at, len, PROT_READ, MAP_SHARED | MAP_FIXED, fd, 0) != MAP_FAILED;
    }
    return finish(arena, fd, mapped);
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
    uintptr_t offset = (uintptr_t)data.at - (uintptr_t)arena->base;
    if (offset < arena->size)
        return data;
    assert(data.len <= arena->size);
    size_t before = arena->size - data.len;
    if (data.len > 0)
        memcpy(arena->filled + before, data.at, data.len);
    VALGRIND_MAKE_MEM_NOACCESS(arena->base, before);
    VALGRIND_MAKE_MEM_DEFINED(arena->base + before, data.len);
    return bytes_of(arena->base + before, data.len);
}
