#include "bytes.h"

#include <assert.h>
#include <string.h>

struct bytes bytes_from_string(const char *string)
{
    return bytes_of(string, strlen(string));
}

bool bytes_equal(struct bytes a, struct bytes b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

struct bytes bytes_skip(struct bytes from, size_t n)
{
    assert(n <= from.len);
    return n == 0 ? from : bytes_of(from.at + n, from.len - n);
}
