/* An array that grows by one item at a time, a pointer and a count without a capacity; an order. */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/*
 * Appends a copy of `item`, `size` bytes, and counts it: array_append(&list, &count, &item, sizeof
 * item), where `list` is a pointer to items of that size, NULL while it is empty. The room doubles
 * each time the count reaches it, so the array must have grown by this function alone. False if
 * allocation fails: the array is as it was.
 */
__attribute__((warn_unused_result)) static inline bool array_append(void *list, size_t *count,
                                                                    const void *item, size_t size)
{
    enum { FIRST_ROOM = 8 };
    void *items;
    memcpy(&items, list, sizeof items); /* a pointer to any type */
    if (*count == 0 || (*count >= FIRST_ROOM && (*count & (*count - 1)) == 0)) {
        size_t room = *count == 0 ? FIRST_ROOM : *count * 2;
        items = room > SIZE_MAX / size ? NULL : realloc(items, room * size);
        if (items == NULL)
            return false;
        memcpy(list, &items, sizeof items);
    }
    memcpy((char *)items + *count * size, item, size);
    ++*count;
    return true;
}

/* For qsort: doubles, the least first. */
static inline int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

#endif
