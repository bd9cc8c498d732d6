/*
 * Refuses one allocation of the code under test, and counts the blocks that were not freed.
 *
 * Link with -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free. Calls from the objects of
 * that link are seen; those that a shared library makes inside itself (strdup's) are not.
 * Only the call under test belongs between begin and end: no assertion, and no second thread.
 *
 *     for (size_t n = 1;; n++) {
 *         fail_alloc_begin(n);
 *         enum stream_status status = the_call();
 *         struct fail_alloc_count count = fail_alloc_end();
 *         if (count.refused == 0)
 *             break; // it asked for fewer than n: every one has been refused once
 *         ...
 *     }
 */
#ifndef SUPPORT_FAIL_ALLOC_H
#define SUPPORT_FAIL_ALLOC_H

#include <stddef.h>

struct fail_alloc_count {
    size_t asked;   /* allocations and reallocations, the refused one included */
    size_t bytes;   /* that these asked for */
    size_t refused; /* 0 or 1 */
    size_t live;    /* blocks allocated since begin and not released: the caller's, or leaked */
};

/* Refuses the nth allocation from here on, counted from 1, and no other. 0 refuses none. */
void fail_alloc_begin(size_t nth);

/* Lets every allocation through again, and says what happened since fail_alloc_begin. */
struct fail_alloc_count fail_alloc_end(void);

#endif
