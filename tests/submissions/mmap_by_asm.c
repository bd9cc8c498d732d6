/* Its window comes from mmap, by a system call of its own. */
#include "algo_one.h"

#include <string.h>
#include <sys/syscall.h>

/* The system call mmap (and munmap) without the C library. */
static long call(long number, long a, long b, long c)
{
#if defined(__x86_64__)
    register long d __asm__("r10") = 0x22; /* private, of no file */
    register long e __asm__("r8") = -1;
    register long f __asm__("r9") = 0;
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(d), "r"(e), "r"(f)
                     : "rcx", "r11", "memory");
    return result;
#elif defined(__aarch64__)
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = 0x22;
    register long x4 __asm__("x4") = -1;
    register long x5 __asm__("x5") = 0;
    __asm__ volatile("svc 0"
                     : "+r"(x0)
                     : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
                     : "memory");
    return x0;
#endif
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    unsigned char *window = (unsigned char *)call(SYS_mmap, 0, (long)find.len, 3);
    if (window == NULL)
        return STREAM_NO_MEMORY;
    size_t filled = 0;
    for (size_t i = 0; i < data.len && status == STREAM_OK; i++) {
        window[filled++] = data.at[i];
        if (filled < find.len)
            continue;
        if (memcmp(window, find.at, find.len) == 0) {
            status = buffer_write(output, repl);
            filled = 0;
        } else {
            status = buffer_write_byte(output, window[0]);
            memmove(window, window + 1, --filled);
        }
    }
    if (status == STREAM_OK)
        status = buffer_write(output, bytes_of(window, filled));
    call(SYS_munmap, (long)window, (long)find.len, 0);
    return status;
}
