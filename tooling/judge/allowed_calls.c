#include "judge/allowed_calls.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* stages/stream: its functions begin with what they are about. */
static const char *const stream_library[] = {"bytes_", "buffer_", "read_full", "reader_",
                                             "stream_"};

/* What may be called of the C library, header by header. */
static const char *const c_library[] = {
    /* <string.h> and <strings.h> */
    "memccpy", "memchr", "memcmp", "memcpy", "memmem", "memmove", "mempcpy", "memrchr", "memset",
    "rawmemchr", "stpcpy", "stpncpy", "strcasecmp", "strcasestr", "strcat", "strchr", "strchrnul",
    "strcmp", "strcpy", "strcspn", "strdup", "strlen", "strncasecmp", "strncat", "strncmp",
    "strncpy", "strndup", "strnlen", "strpbrk", "strrchr", "strsep", "strspn", "strstr", "bcmp",
    "bcopy", "bzero", "explicit_bzero", "ffs", "ffsl", "ffsll", "index", "rindex", "strerror",
    /* <stdlib.h> */
    "abort", "abs", "aligned_alloc", "bsearch", "calloc", "div", "free", "labs", "ldiv", "llabs",
    "lldiv", "malloc", "malloc_usable_size", "posix_memalign", "qsort", "realloc", "reallocarray",
    /* <ctype.h>, and the tables behind its macros */
    "isalnum", "isalpha", "isblank", "iscntrl", "isdigit", "isgraph", "islower", "isprint",
    "ispunct", "isspace", "isupper", "isxdigit", "tolower", "toupper", "__ctype_b_loc",
    "__ctype_tolower_loc", "__ctype_toupper_loc",
    /* <setjmp.h> */
    "_setjmp", "setjmp", "longjmp",
    /* <assert.h> and <errno.h>; correctness tells of what is printed to stdout */
    "__assert", "__assert_fail", "__assert_perror_fail", "__errno_location",
    /* <stdio.h> */
    "fflush", "fprintf", "fputc", "fputs", "fwrite", "perror", "printf", "putc", "putchar", "puts",
    "snprintf", "sprintf", "stderr", "stdout", "vfprintf", "vprintf", "vsnprintf", "vsprintf",
    /* what compilers call by themselves: the stack's guard, libgcc's arithmetic and its
       __builtin_cpu_supports */
    "_GLOBAL_OFFSET_TABLE_", "__stack_chk_fail", "__stack_chk_guard", "__tls_get_addr",
    "__cpu_model", "__clzdi2", "__clzti2", "__ctzdi2", "__ctzti2", "__divti3", "__modti3",
    "__multi3", "__popcountdi2", "__popcountti2", "__udivti3", "__umodti3"};

static bool begins_with(const char *name, const char *begin)
{
    return strncmp(name, begin, strlen(begin)) == 0;
}

static bool is_one_of(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0)
            return true;
    }
    return false;
}

static bool is_in_c_library(const char *name)
{
    return is_one_of(c_library, sizeof c_library / sizeof *c_library, name);
}

bool call_gets_memory(const char *name)
{
    static const char *const names[] = {"mmap",  "mmap64",   "mremap",       "brk",    "sbrk",
                                        "shmat", "shm_open", "memfd_create", "syscall"};
    return is_one_of(names, sizeof names / sizeof *names, name);
}

/* With _FORTIFY_SOURCE, which some compilers set by themselves, memcpy is __memcpy_chk. */
static bool is_fortified(const char *name)
{
    char plain[64];
    size_t len = strlen(name);
    if (!begins_with(name, "__") || len < 7 || len > sizeof plain ||
        strcmp(name + len - 4, "_chk") != 0)
        return false;
    snprintf(plain, sizeof plain, "%.*s", (int)(len - 6), name + 2);
    return is_in_c_library(plain);
}

bool call_is_of_stream_library(const char *name)
{
    for (size_t i = 0; i < sizeof stream_library / sizeof *stream_library; i++) {
        if (begins_with(name, stream_library[i]))
            return true;
    }
    return false;
}

bool call_is_allowed(const char *name)
{
    return call_is_of_stream_library(name) || is_in_c_library(name) || is_fortified(name);
}
