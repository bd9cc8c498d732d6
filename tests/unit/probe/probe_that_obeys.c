/*
 * An algo_one that does what `find` names: for the tests of the probe, and of what is preloaded.
 */
#include "algo_one.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Out of the compiler's sight, or it would leave out what comes to nothing. */
static volatile size_t nothing;
static volatile unsigned char seen;
static _Thread_local volatile unsigned char of_thread;

static enum stream_status release(void *made)
{
    void *volatile block = made;
    free(block);
    return made == NULL ? STREAM_NO_MEMORY : STREAM_OK;
}

static enum stream_status see(unsigned char byte)
{
    seen = byte;
    return STREAM_OK;
}

static enum stream_status write_to(struct bytes slice)
{
    *(unsigned char *)(uintptr_t)slice.at = 'x';
    return STREAM_OK;
}

static enum stream_status grow(size_t size)
{
    void *small = malloc(8);
    void *grown = realloc(small, size);
    if (grown == NULL && size > 0)
        free(small);
    free(grown);
    return grown == NULL ? STREAM_NO_MEMORY : STREAM_OK;
}

static enum stream_status align(void)
{
    void *made = NULL;
    return posix_memalign(&made, 64, 8) == 0 ? release(made) : STREAM_NO_MEMORY;
}

static enum stream_status leak(void)
{
    void *volatile block = malloc(8);
    (void)block;
    return STREAM_OK;
}

/* Each works on memory of its own: the stack, a variable, what the C library has for stdin. */
static enum stream_status go_deep(size_t bytes)
{
    volatile unsigned char *deep = __builtin_alloca(bytes);
    deep[0] = 1;
    return STREAM_OK;
}

static enum stream_status count_calls(volatile unsigned char *counter)
{
    ++*counter;
    return STREAM_OK;
}

/* What the C library may keep: how stderr is set up, the text of an error, what qsort has found. */
static int backwards(const void *a, const void *b)
{
    return memcmp(b, a, sizeof(int));
}

static enum stream_status use_the_c_library(void)
{
    static const int sorted[4096];
    int *copy = malloc(sizeof sorted);
    char number[32];
    if (copy == NULL)
        return STREAM_NO_MEMORY;
    memcpy(copy, sorted, sizeof sorted);
    qsort(copy, sizeof sorted / sizeof *sorted, sizeof *sorted, backwards);
    snprintf(number, sizeof number, "%f", (double)copy[0]);
    free(copy);
    return fprintf(stderr, "%s %s\n", number, strerror(9999)) > 0 ? STREAM_OK : STREAM_SHORT;
}

static enum stream_status print(void)
{
    return printf("x") == 1 ? STREAM_OK : STREAM_SHORT;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
#define ON(name, result)                                                                           \
    if (bytes_equal(find, bytes_from_string(name)))                                                \
    return result
    ON("malloc", release(malloc(8)));
    ON("calloc", release(calloc(8, 1)));
    ON("realloc of none", release(realloc(NULL, 8)));
    ON("realloc", grow(100000));
    ON("realloc to nothing", grow(nothing));
    ON("realloc to too much", grow(SIZE_MAX / 2 - nothing));
    ON("reallocarray", release(reallocarray(NULL, 8, 1)));
    ON("memalign", release(memalign(64, 8)));
    ON("aligned_alloc", release(aligned_alloc(64, 64)));
    ON("posix_memalign", align());
    ON("strdup", release(strdup("elvis")));
    ON("free of none", release(NULL));
    ON("leak", leak());
    ON("go deep", go_deep(data.len));
    ON("keep in a variable", count_calls(&seen));
    ON("keep in a thread's variable", count_calls(&of_thread));
    ON("keep in the environment", count_calls((unsigned char *)environ[0]));
    ON("keep in stdin", count_calls((unsigned char *)(stdin + 1) - 1));
    ON("use the C library", use_the_c_library());
    ON("output", buffer_write(output, repl));
    ON("read behind data", see(data.at[data.len]));
    ON("read behind find", see(find.at[find.len]));
    ON("read behind repl", see(repl.at[repl.len]));
    ON("read in front of data", see(*(data.at - 1)));
    ON("write to data", write_to(data));
    ON("write to find", write_to(find));
    ON("write to repl", write_to(repl));
    ON("print", print());
    ON("close stdout", close(STDOUT_FILENO) == 0 ? STREAM_OK : STREAM_SHORT);
    ON("exit", (_exit(0), STREAM_OK));
    return STREAM_OK;
}
