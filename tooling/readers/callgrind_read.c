#include "base/array.h"
#include "base/scan.h"
#include "readers/callgrind.h"
#include "readers/names.h"

#include <stdio.h>

struct position {
    uint64_t address; /* 0 unless the file has "positions: instr line" */
    uint64_t line;
};

struct reading {
    struct scan scan;
    struct callgrind *profile;
    bool has_addresses;
    bool has_totals;
    struct names functions, files, objects;
    struct bytes function; /* of the next lines; empty before the first fn= */
    struct bytes file;
    struct bytes callee;      /* of the next calls=; empty if there is none */
    struct bytes callee_file; /* empty if neither cfi= nor cfl= named one */
    bool callee_file_is_new;  /* whether it was named after the latest cfn= */
    struct position last;     /* what relative positions start from */
};

/* Scans one of the words, of which the last is NULL. */
static bool scan_any(struct scan *s, const char *const *words)
{
    while (*words != NULL && !scan_text(s, *words))
        words++;
    return *words != NULL;
}

static bool read_anything(struct scan *s)
{
    struct bytes text;
    return scan_line(s, &text) || scan_expected(s, "a whole line");
}

static bool expected_costs(struct scan *s, const char *first, size_t most)
{
    char expected[80];
    snprintf(expected, sizeof expected, "%s and costs (at most %zu)", first, most);
    return scan_expected(s, expected);
}

/* Scans a number: decimal, or hexadecimal after "0x". */
static bool scan_count(struct scan *s, uint64_t *number)
{
    return scan_hex(s, number) || scan_number(s, number);
}

/* Scans costs, `most` at most and each after blanks, and the line's end. Those left off are 0. */
static bool scan_costs(struct scan *s, size_t most, struct callgrind_cost *cost)
{
    *cost = (struct callgrind_cost){0};
    for (size_t event = 0;; event++) {
        bool apart = scan_blank(s);
        if (scan_line_end(s))
            return true;
        if (!apart || event == most || !scan_count(s, &cost->of[event]))
            return false;
    }
}

/* Scans a line number or an address: a number, or "+3", "-3" or "*", which start from `last`. */
static bool scan_relative(struct scan *s, uint64_t last, uint64_t *position)
{
    struct scan relative = *s;
    uint64_t by;
    if (scan_text(s, "*")) {
        *position = last;
        return true;
    }
    bool forward = scan_text(&relative, "+");
    if (!forward && !scan_text(&relative, "-"))
        return scan_count(s, position);
    if (!scan_count(&relative, &by) || by > (forward ? UINT64_MAX - last : last))
        return false;
    *position = forward ? last + by : last - by;
    *s = relative;
    return true;
}

static bool scan_position(struct reading *r, struct position *at)
{
    *at = (struct position){0};
    if (r->has_addresses &&
        (!scan_relative(&r->scan, r->last.address, &at->address) || !scan_blank(&r->scan)))
        return false;
    return scan_relative(&r->scan, r->last.line, &at->line);
}

/* Reads a cost line: a position, from which the next relative one starts, and costs. */
static bool read_costs_at(struct reading *r, struct callgrind_cost *cost)
{
    struct position at;
    if (!scan_position(r, &at) || !scan_costs(&r->scan, r->profile->event_count, cost))
        return expected_costs(&r->scan, "a position", r->profile->event_count);
    r->last = at;
    return true;
}

static bool read_events(struct reading *r)
{
    struct callgrind *profile = r->profile;
    struct scan line = r->scan;
    struct bytes text;
    if (profile->event_count > 0 || !scan_line(&line, &text))
        return scan_expected(&r->scan, "one whole line of events: <names>");
    for (size_t start = 0, end = 0; start < text.len; start = end) {
        while (start < text.len && (text.at[start] == ' ' || text.at[start] == '\t'))
            start++;
        for (end = start; end < text.len && text.at[end] != ' ' && text.at[end] != '\t';)
            end++;
        if (end > start && profile->event_count == CALLGRIND_MAX_EVENTS)
            return scan_expected(&r->scan, "at most 16 events");
        if (end > start)
            profile->events[profile->event_count++] = bytes_of(text.at + start, end - start);
    }
    if (profile->event_count == 0)
        return scan_expected(&r->scan, "events: <names>");
    r->scan = line;
    return true;
}

static bool read_header(struct reading *r)
{
    static const char *const ignored[] = {
        "#", "creator:", "pid:", "cmd:", "part:", "thread:", "desc:", "event:", NULL};
    struct scan *s = &r->scan;
    struct callgrind_cost unused;
    bool read = true;
    while (read && !scan_at_end(s)) {
        if (scan_line_end(s))
            continue;
        if (scan_any(s, ignored)) {
            read = read_anything(s);
        } else if (scan_text(s, "version:")) {
            scan_blank(s);
            read = (scan_text(s, "1") && scan_line_end(s)) || scan_expected(s, "version: 1");
        } else if (scan_text(s, "positions:")) {
            scan_blank(s);
            r->has_addresses = scan_text(s, "instr ");
            read = (scan_text(s, "line") && scan_line_end(s)) ||
                   scan_expected(s, "positions: line or instr line");
        } else if (scan_text(s, "events:")) {
            read = read_events(r);
        } else if (scan_text(s, "summary:")) { /* of the run: it may exceed this file's totals */
            read = scan_costs(s, r->profile->event_count, &unused) ||
                   expected_costs(s, "summary:", r->profile->event_count);
        } else {
            break;
        }
    }
    return read && (r->profile->event_count > 0 || scan_expected(s, "events: <names>"));
}

/* Reads "calls=<count> <where the callee is>", and the line after it: what the calls cost. */
static bool read_calls(struct reading *r)
{
    struct scan *s = &r->scan;
    struct position target;
    struct callgrind_call call = {.caller = r->function, .file = r->file, .callee = r->callee};
    if (r->function.len == 0 || r->callee.len == 0)
        return scan_expected(s, "fn= and cfn= before calls=");
    bool whole = scan_count(s, &call.count) && scan_blank(s) && scan_position(r, &target);
    if (whole)
        scan_blank(s);
    if (!whole || !scan_line_end(s))
        return scan_expected(s, "calls=<count> <position>");
    if (!read_costs_at(r, &call.inclusive))
        return false;
    call.line = r->last.line;
    call.address = r->last.address;
    call.callee_file = r->callee_file.len > 0 ? r->callee_file : r->file;
    r->callee = r->callee_file = bytes_of(NULL, 0);
    return array_append(&r->profile->calls, &r->profile->call_count, &call, sizeof call) ||
           scan_no_memory(s);
}

/* Reads the totals, which must be the sums of all cost lines: else a line was lost. */
static bool read_totals(struct reading *r)
{
    struct callgrind *profile = r->profile;
    struct scan line = r->scan;
    bool is_null = scan_text(&line, " (null)"); /* massif writes it if nothing was allocated */
    if (!(is_null ? scan_line_end(&line)
                  : scan_costs(&line, profile->event_count, &profile->totals)))
        return expected_costs(&line, "totals:", profile->event_count);
    for (size_t event = 0; event < profile->event_count; event++) {
        uint64_t left = profile->totals.of[event];
        bool fits = true;
        for (size_t i = 0; fits && i < profile->line_count; i++) {
            fits = profile->lines[i].cost.of[event] <= left;
            left -= profile->lines[i].cost.of[event];
        }
        if (!fits || left > 0)
            return scan_expected(&r->scan, "totals: the sums of all cost lines");
    }
    r->scan = line;
    r->has_totals = true;
    return true;
}

static bool read_line(struct reading *r)
{
    static const char *const objects[] = {"ob=", "cob=", NULL};
    static const char *const files[] = {"fl=", "fi=", "fe=", NULL};
    static const char *const callee_files[] = {"cfi=", "cfl=", NULL};
    struct scan *s = &r->scan;
    struct bytes unused;
    if (scan_line_end(s))
        return true;
    if (scan_text(s, "#"))
        return read_anything(s);
    if (scan_any(s, objects))
        return names_read(&r->objects, s, &unused);
    if (scan_any(s, files))
        return names_read(&r->files, s, &r->file);
    if (scan_text(s, "fn="))
        return names_read(&r->functions, s, &r->function);
    if (scan_any(s, callee_files)) {
        r->callee_file_is_new = true;
        return names_read(&r->files, s, &r->callee_file);
    }
    if (scan_text(s, "cfn=")) { /* without calls= after it, if the calls cost nothing */
        if (!r->callee_file_is_new)
            r->callee_file = bytes_of(NULL, 0);
        r->callee_file_is_new = false;
        return names_read(&r->functions, s, &r->callee);
    }
    if (scan_text(s, "calls="))
        return read_calls(r);
    if (scan_text(s, "totals:"))
        return read_totals(r);

    struct callgrind_line line = {.function = r->function, .file = r->file};
    if (r->function.len == 0)
        return scan_expected(s, "fn= before costs");
    if (!read_costs_at(r, &line.cost))
        return false;
    line.line = r->last.line;
    line.address = r->last.address;
    return array_append(&r->profile->lines, &r->profile->line_count, &line, sizeof line) ||
           scan_no_memory(s);
}

bool callgrind_read(const char *name, struct bytes text, struct callgrind *profile,
                    struct error *error)
{
    struct reading r = {.scan = scan_of(name, text, error), .profile = profile};
    *profile = (struct callgrind){0};
    bool read = read_header(&r);
    while (read && !r.has_totals)
        read = scan_at_end(&r.scan) ? scan_expected(&r.scan, "totals:") : read_line(&r);
    while (read && scan_line_end(&r.scan))
        continue;
    read = read && (scan_at_end(&r.scan) || scan_expected(&r.scan, "nothing after the totals"));
    names_dispose(&r.functions);
    names_dispose(&r.files);
    names_dispose(&r.objects);
    if (!read)
        callgrind_dispose(profile);
    return read;
}
