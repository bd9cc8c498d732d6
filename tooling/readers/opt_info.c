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

/* "Inlining F/1 into G/2." and "Inlined F/1 into G/2 which now has ..." */
static bool scan_inlined(struct scan *s, struct opt_info_line *line, bool *known)
{
    *known = scan_text(s, "Inlining ") || scan_text(s, "Inlined ");
    line->kind = OPT_INFO_INLINED;
    return *known && scan_function(s, &line->callee) && scan_text(s, " into ") &&
           scan_function(s, &line->caller);
}

/* "not inlinable: G/2 -> F/1, REASON" and "will not early inline: G/2->F/1, REASON" */
static bool scan_missed(struct scan *s, struct opt_info_line *line, bool *known)
{
    *known = scan_text(s, "not inlinable: ") || scan_text(s, "will not early inline: ");
    line->kind = OPT_INFO_MISSED;
    return *known && scan_function(s, &line->caller) &&
           (scan_text(s, " -> ") || scan_text(s, "->")) && scan_function(s, &line->callee) &&
           scan_text(s, ", ");
}

static bool scan_kind(struct scan *s)
{
    return scan_text(s, "note:") || scan_text(s, "optimized:") || scan_text(s, "missed:");
}

/* What stands behind the kind. */
static bool read_message(struct scan *s, struct opt_info_line *line)
{
    bool known;
    scan_blank(s);
    if (!scan_inlined(s, line, &known) && known)
        return scan_expected(s, "<function>/<number> into <function>/<number>");
    if (!known && !scan_missed(s, line, &known) && known)
        return scan_expected(s, "<function>/<number> -> <function>/<number>, <reason>");
    if (!known)
        line->kind = OPT_INFO_OTHER;
    return scan_line(s, &line->text) || scan_expected(s, "a whole line");
}

/* A line about the whole unit, without a place. */
static bool read_summary(struct scan *s)
{
    struct bytes rest;
    scan_blank(s);
    bool known = scan_line_end(s);
    if (known)
        return true;
    known = scan_kind(s) || scan_text(s, "Unit growth ") || scan_text(s, "Inlined ") ||
            scan_text(s, "Inlining ") || scan_text(s, "Flattening ");
    return (known && scan_line(s, &rest)) ||
           scan_expected(s, "<file>:<line>:<column>: note, optimized or missed: <text>");
}

static bool add_line(struct scan *s, struct place place, struct opt_info *info)
{
    struct opt_info_line line = {.file = place.file, .line = place.line, .column = place.column};
    struct scan kind = *s;
    if (!scan_text(s, ": ") || !scan_kind(s))
        return scan_expected(s, "<file>:<line>:<column>: note, optimized or missed: <text>");
    if (!read_message(s, &line))
        return false;
    if (scan_text(&kind, ": note:"))
        return true; /* it decides nothing */
    return array_append(&info->lines, &info->count, &line, sizeof line) || scan_no_memory(s);
}

bool opt_info_read(const char *name, struct bytes text, struct opt_info *info, struct error *error)
{
    struct scan s = scan_of(name, text, error);
    bool read = true;
    *info = (struct opt_info){0};
    while (read && !scan_at_end(&s)) {
        struct place place;
        read = place_scan(&s, &place) ? add_line(&s, place, info) : read_summary(&s);
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
