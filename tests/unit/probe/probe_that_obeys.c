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
static void *volatile block;
static volatile size_t nothing;
static volatile unsigned char seen;

static enum stream_status release(void *made)
{
    block = made;
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
    block = malloc(8);
    return STREAM_OK;
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
