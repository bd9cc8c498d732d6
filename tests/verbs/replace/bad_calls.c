/*
 * Preloaded, it has the system calls of a program go wrong as BAD_CALLS says:
 *     interrupted  each second read and write is interrupted before it does anything
 *     short        reads and writes do one byte at a time
 *     read         the second read of a file fails
 *     close        closing standard output fails
 */
#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool asked(const char *what)
{
    const char *bad = getenv("BAD_CALLS");
    return bad != NULL && strcmp(bad, what) == 0;
}

/* Whether a call, of which there were `*calls` of its kind, fails: errno says why. */
static bool fails(unsigned *calls, bool reads)
{
    ++*calls;
    if (asked("interrupted") && *calls % 2 == 1) {
        errno = EINTR;
        return true;
    }
    if (asked("read") && reads && *calls == 2) {
        errno = EIO;
        return true;
    }
    return false;
}

static size_t size_of(size_t size)
{
    return asked("short") && size > 1 ? 1 : size;
}

ssize_t read(int fd, void *into, size_t size)
{
    static unsigned calls;
    ssize_t (*real)(int, void *, size_t);
    *(void **)&real = dlsym(RTLD_NEXT, "read");
    return fails(&calls, true) ? -1 : real(fd, into, size_of(size));
}

ssize_t write(int fd, const void *from, size_t size)
{
    static unsigned calls;
    ssize_t (*real)(int, const void *, size_t);
    *(void **)&real = dlsym(RTLD_NEXT, "write");
    return fails(&calls, false) ? -1 : real(fd, from, size_of(size));
}

int close(int fd)
{
    int (*real)(int);
    *(void **)&real = dlsym(RTLD_NEXT, "close");
    int result = real(fd);
    if (fd != STDOUT_FILENO || !asked("close"))
        return result;
    errno = EDQUOT;
    return -1;
}
