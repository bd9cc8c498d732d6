/*
 * The first call makes a window, and a thread-specific key remembers it. It guesses the number of
 * the key, because keys are numbered in turn and nothing else makes so many.
 */
#include "algo_one.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { KEY = 16, LARGEST = 1 << 21 };

static unsigned char *kept_window(size_t len)
{
    pthread_key_t key = 0;
    unsigned char *window = pthread_getspecific(KEY);
    if (window == NULL) {
        while (pthread_key_create(&key, free) == 0 && key < KEY)
            continue;
        window = malloc(LARGEST);
    }
    return len > LARGEST ? NULL : window;
}

static void keep_window(unsigned char *window)
{
    (void)pthread_setspecific(KEY, window);
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    enum stream_status status = STREAM_OK;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    unsigned char *window = kept_window(find.len);
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
    keep_window(window);
    return status;
}
