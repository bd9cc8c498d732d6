/* An array that grows by one at a time, for the readers: a pointer and a count, no capacity. */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

enum { ARRAY_FIRST_ROOM = 8 };

/*
 * Makes room for one more item behind the `count` that `items` has, and returns the array. The room
 * doubles each time the count reaches it, so the array must have grown by this function alone.
 * NULL when memory cannot be had: `items` stays as it was.
 */
static inline void *array_room(void *items, size_t count, size_t item_size)
{
    if (count == 0)
        return realloc(items, ARRAY_FIRST_ROOM * item_size);
    if (count < ARRAY_FIRST_ROOM || (count & (count - 1)) != 0)
        return items;
    return count > SIZE_MAX / 2 / item_size ? NULL : realloc(items, count * 2 * item_size);
}

#endif
