#include "readers/libc_names.h"

#include "base/scan.h"

#include <string.h>

/* The families that have such bodies. */
static bool is_in_a_family(struct bytes name)
{
    static const char *const families[] = {"mem", "rawmem", "str", "stp", "wmem", "wcs"};
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        if (scan_starts_with(name, families[i]))
            return true;
    }
    return false;
}

struct bytes libc_name(struct bytes symbol)
{
    if (!scan_starts_with(symbol, "__"))
        return symbol;
    struct bytes name = bytes_skip(symbol, 2);
    const unsigned char *end = name.len == 0 ? NULL : memchr(name.at, '_', name.len);
    if (end == NULL || !is_in_a_family(name))
        return symbol;
    return bytes_of(name.at, (size_t)(end - name.at));
}
