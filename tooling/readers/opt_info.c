#include "readers/opt_info.h"

#include "base/array.h"
#include "readers/place.h"

#include <string.h>

/* Scans NAME/NUMBER. A part or a copy of a function, NAME.part.0, goes by the function's name. */
static bool scan_function(struct scan *s, struct bytes *name)
{
    struct scan ahead = *s;
    uint64_t number;
    if (!scan_until(&ahead, '/', name) || name->len == 0 || memchr(name->at, ' ', name->len) ||
        !scan_text(&ahead, "/") || !scan_number(&ahead, &number))
        return false;
    const unsigned char *dot = memchr(name->at, '.', name->len);
    if (dot != NULL && dot > name->at)
        name->len = (size_t)(dot - name->at);
    *s = ahead;
    return true;
}

static bool scan_kind(struct scan *s)
{
    return scan_text(s, "note:") || scan_text(s, "optimized:") || scan_text(s, "missed:");
}

/* Reads what stands after the kind. */
static bool read_message(struct scan *s, struct opt_info_line *line)
{
    scan_blank(s);
    line->kind = OPT_INFO_OTHER;
    if (scan_text(s, "Inlining ") || scan_text(s, "Inlined ")) {
        line->kind = OPT_INFO_INLINED;
        if (!scan_function(s, &line->callee) || !scan_text(s, " into ") ||
            !scan_function(s, &line->caller)) /* " which now has ..." may follow */
            return scan_expected(s, "<function>/<number> into <function>/<number>");
    } else if (scan_text(s, "not inlinable: ") || scan_text(s, "will not early inline: ")) {
        line->kind = OPT_INFO_MISSED;
        if (!scan_function(s, &line->caller) || !(scan_text(s, " -> ") || scan_text(s, "->")) ||
            !scan_function(s, &line->callee) || !scan_text(s, ", "))
            return scan_expected(s, "<function>/<number> -> <function>/<number>, <reason>");
    }
    return scan_line(s, &line->text) || scan_expected(s, "a whole line");
}

bool opt_info_read(const char *name, struct bytes text, struct opt_info *info, struct error *error)
{
    static const char expected[] = "<file>:<line>:<column>: note, optimized or missed: <text>";
    struct scan s = scan_of(name, text, error);
    bool read = true;
    *info = (struct opt_info){0};
    while (read && !scan_at_end(&s)) {
        struct place place;
        struct bytes rest;
        if (place_scan(&s, &place)) {
            struct opt_info_line line = {
                .file = place.file, .line = place.line, .column = place.column};
            struct scan kind = s;
            read = scan_text(&s, ": ") && scan_kind(&s) ? read_message(&s, &line)
                                                        : scan_expected(&s, expected);
            if (!read || scan_text(&kind, ": note:")) /* a note decides nothing */
                continue;
            read =
                array_append(&info->lines, &info->count, &line, sizeof line) || scan_no_memory(&s);
            continue;
        }
        scan_blank(&s);
        if (scan_line_end(&s))
            continue;
        /* A line about the whole unit. */
        bool known = scan_kind(&s) || scan_text(&s, "Unit growth ") || scan_text(&s, "Inlined ") ||
                     scan_text(&s, "Inlining ") || scan_text(&s, "Flattening ");
        read = (known && scan_line(&s, &rest)) || scan_expected(&s, expected);
    }
    if (!read)
        opt_info_dispose(info);
    return read;
}

void opt_info_dispose(struct opt_info *info)
{
    free(info->lines);
    *info = (struct opt_info){0};
}
