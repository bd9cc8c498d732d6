#include "readers/libc_names.h"

#include "base/scan.h"

#include <string.h>

struct bytes libc_name(struct bytes symbol)
{
    /* The families that have such bodies. */
    static const char *const families[] = {"mem", "rawmem", "str", "stp", "wmem", "wcs"};
    if (!scan_starts_with(symbol, "__"))
        return symbol;
    struct bytes name = bytes_skip(symbol, 2);
    const unsigned char *end = name.len == 0 ? NULL : memchr(name.at, '_', name.len);
    for (size_t i = 0; end != NULL && i < sizeof families / sizeof *families; i++) {
        if (scan_starts_with(name, families[i]))
            return bytes_of(name.at, (size_t)(end - name.at));
    }
    return symbol;
}
