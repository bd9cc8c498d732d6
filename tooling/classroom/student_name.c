#include "classroom/student_name.h"

#include "base/display.h"
#include "base/format.h"
#include "base/hash.h"

#include <inttypes.h>
#include <stdio.h>

void name_add_text(struct buffer *text, const char *name)
{
    char room[DISPLAY_ROOM];
    for (struct bytes rest = bytes_from_string(name); rest.len > 0;) {
        bool backslash = *rest.at == '\\';
        format_add_bytes(text, display_next(&rest, false, room));
        if (backslash)
            format_add(text, "\\");
    }
}

void name_id(const char *name, size_t twins, char id[NAME_ID_SIZE])
{
    int len = snprintf(id, NAME_ID_SIZE, "%016" PRIx64, hash_of(bytes_from_string(name)));
    if (twins > 0)
        snprintf(id + len, (size_t)(NAME_ID_SIZE - len), "-%u", (unsigned)twins);
}
