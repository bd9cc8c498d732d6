#include "base/markup.h"

#include "base/display.h"
#include "base/format.h"

#include <string.h>

void markup_add(struct buffer *markup, const char *text, bool lines)
{
    char room[DISPLAY_ROOM];
    struct bytes rest = bytes_from_string(text);
    while (rest.len > 0) {
        struct bytes piece = display_next(&rest, lines, room);
        if (piece.len == 1 && strchr("&<>\"", *piece.at) != NULL)
            format_add(markup, "&#%d;", *piece.at);
        else
            format_add_bytes(markup, piece);
    }
}
