/* It calls every function that the C library has for bytes, letters and numbers. */
#include "algo_one.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_value(const void *a, const void *b)
{
    return memcmp(a, b, 1);
}

static bool digits_and_letters_are_apart(void)
{
    char letters[] = "e7l3v1i0s5";
    char copy[sizeof letters];
    memmove(copy, letters, sizeof copy);
    qsort(letters, strlen(letters), 1, by_value);
    bool sorted = strspn(letters, "0123456789") == 5 && isalpha((unsigned char)letters[5]) != 0;
    bool found = bsearch("v", letters, strlen(letters), 1, by_value) != NULL;
    memset(letters, toupper('e'), 1);
    return sorted && found && strchr(copy, 'v') == strstr(copy, "v1") && abs(-1) == 1 &&
           strcmp(copy, letters) != 0 && strncmp(copy, "e7", 2) == 0 && isdigit('7') != 0;
}

enum stream_status algo_one(struct bytes data, struct bytes find, struct bytes repl,
                            struct buffer *output)
{
    char text[32];
    enum stream_status status = STREAM_OK;
    const unsigned char *match;
    if (find.len == 0)
        return STREAM_EMPTY_FIND;
    if (!digits_and_letters_are_apart() || snprintf(text, sizeof text, "%zu", find.len) < 1)
        return STREAM_SHORT;
    assert(strnlen(text, sizeof text) < sizeof text);
    while (status == STREAM_OK && data.len >= find.len) {
        match = find.len == 1 ? memchr(data.at, find.at[0], data.len)
                              : memmem(data.at, data.len, find.at, find.len);
        if (match == NULL)
            break;
        assert(memrchr(match, find.at[find.len - 1], find.len) == match + find.len - 1);
        size_t front = (size_t)labs((long)(match - data.at));
        status = buffer_write(output, bytes_of(data.at, front));
        if (status == STREAM_OK)
            status = buffer_write(output, repl);
        data = bytes_skip(data, front + find.len);
    }
    return status == STREAM_OK ? buffer_write(output, data) : status;
}
