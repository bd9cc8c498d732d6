#include "base/display.h"

#include "base/format.h"

#include <stdio.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>
#include <uniwidth.h>

/* The length in bytes of the first character; 0 if it is not UTF-8. */
static size_t decode(struct bytes text, ucs4_t *character)
{
    int len = u8_mbtoucr(character, text.at, text.len);
    return len < 0 ? 0 : (size_t)len;
}

/* Control, format and unassigned characters (surrogates are no UTF-8), and line separators. */
static bool could_act(ucs4_t character)
{
    return uc_is_general_category_withtable(
        character, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_Cn |
                       UC_CATEGORY_MASK_Zl | UC_CATEGORY_MASK_Zp);
}

static struct bytes escaped(char room[DISPLAY_ROOM], char letter, int digits, ucs4_t number)
{
    int len = snprintf(room, DISPLAY_ROOM, "\\%c%0*x", letter, digits, (unsigned)number);
    return bytes_of(room, (size_t)len);
}

struct bytes display_next(struct bytes *text, bool lines, char room[DISPLAY_ROOM])
{
    ucs4_t character;
    struct bytes here = bytes_of(text->at, decode(*text, &character));
    *text = bytes_skip(*text, here.len == 0 ? 1 : here.len);
    if (here.len == 0)
        return escaped(room, 'x', 2, *here.at);
    if ((lines && (character == '\n' || character == '\t')) || !could_act(character))
        return here;
    if (character < 0x80)
        return escaped(room, 'x', 2, character);
    return character < 0x10000 ? escaped(room, 'u', 4, character)
                               : escaped(room, 'U', 8, character);
}

void display_add(struct buffer *text, struct bytes from, bool lines)
{
    char room[DISPLAY_ROOM];
    while (from.len > 0)
        format_add_bytes(text, display_next(&from, lines, room));
}

/* Columns of what display_next returned: one character, or an escape. */
static size_t width_of(struct bytes piece)
{
    ucs4_t character;
    if (decode(piece, &character) < piece.len)
        return piece.len;
    int width = uc_width(character, "UTF-8");
    return width < 0 ? 0 : (size_t)width;
}

size_t display_width(struct bytes from)
{
    char room[DISPLAY_ROOM];
    size_t width = 0;
    while (from.len > 0)
        width += width_of(display_next(&from, false, room));
    return width;
}

void display_add_column(struct buffer *text, struct bytes from, size_t width)
{
    static const char end[] = "...";
    char room[DISPLAY_ROOM];
    bool cut = display_width(from) > width;
    size_t left = cut ? width - strlen(end) : width;
    while (from.len > 0) {
        struct bytes piece = display_next(&from, false, room);
        if (width_of(piece) > left)
            break;
        format_add_bytes(text, piece);
        left -= width_of(piece);
    }
    format_add(text, "%s%*s", cut ? end : "", (int)left, "");
}
