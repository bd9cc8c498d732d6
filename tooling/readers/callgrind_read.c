#include "base/array.h"
#include "base/scan.h"
#include "readers/callgrind.h"
#include "readers/cost.h"
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
    struct bytes function; /* that the next lines are about; empty before the first fn= */
    struct bytes file;
    struct bytes callee;      /* of the next calls=; empty where there is none */
    struct bytes callee_file; /* empty where neither cfi= nor cfl= named one */
    bool callee_file_is_new;  /* whether it was named behind the latest cfn= */
    struct position last;     /* what relative positions start from */
};

/* A kind of line, known by how it begins. The cursor is behind that. */
struct line_kind {
    const char *start;
    bool (*read)(struct reading *r);
};

/* Reads the line if it is one of the kinds, and says in *known whether it is. */
static bool read_known(struct reading *r, const struct line_kind *kinds, size_t count, bool *known)
{
    *known = true;
    if (scan_line_end(&r->scan))
        return true;
    for (size_t i = 0; i < count; i++) {
        if (scan_text(&r->scan, kinds[i].start))
            return kinds[i].read(r);
    }
    *known = false;
    return true;
}

static bool read_anything(struct reading *r)
{
    struct bytes text;
    return scan_line(&r->scan, &text) || scan_expected(&r->scan, "a whole line");
}

static bool expected_costs(struct scan *s, const char *in_front, size_t most)
{
    char expected[80];
    snprintf(expected, sizeof expected, "%s and costs (at most %zu)", in_front, most);
    return scan_expected(s, expected);
}

static bool scan_position(struct reading *r, struct position *at)
{
    *at = (struct position){0};
    if (r->has_addresses &&
        (!cost_scan_position(&r->scan, r->last.address, &at->address) || !scan_blank(&r->scan)))
        return false;
    return cost_scan_position(&r->scan, r->last.line, &at->line);
}

/* Reads a cost line: a position, from which the next relative one starts, and costs. */
static bool read_costs_at(struct reading *r, struct callgrind_cost *cost)
{
    struct position at;
    if (!scan_position(r, &at) || !cost_scan(&r->scan, r->profile->event_count, cost))
        return expected_costs(&r->scan, "a position", r->profile->event_count);
    r->last = at;
    return true;
}

static bool read_version(struct reading *r)
{
    scan_blank(&r->scan);
    return (scan_text(&r->scan, "1") && scan_line_end(&r->scan)) ||
           scan_expected(&r->scan, "version: 1");
}

static bool read_positions(struct reading *r)
{
    scan_blank(&r->scan);
    r->has_addresses = scan_text(&r->scan, "instr ");
    return (scan_text(&r->scan, "line") && scan_line_end(&r->scan)) ||
           scan_expected(&r->scan, "positions: line or instr line");
}

/* Cuts the first word off `text`. False when there is none left. */
static bool next_word(struct bytes *text, struct bytes *word)
{
    size_t start = 0;
    while (start < text->len && (text->at[start] == ' ' || text->at[start] == '\t'))
        start++;
    size_t end = start;
    while (end < text->len && text->at[end] != ' ' && text->at[end] != '\t')
        end++;
    *word = bytes_of(text->at + start, end - start);
    *text = bytes_skip(*text, end);
    return end > start;
}

static bool read_events(struct reading *r)
{
    struct callgrind *profile = r->profile;
    struct scan line = r->scan;
    struct bytes text, word;
    if (profile->event_count > 0 || !scan_line(&line, &text))
        return scan_expected(&r->scan, "one whole line of events: <names>");
    while (next_word(&text, &word)) {
        if (profile->event_count == CALLGRIND_MAX_EVENTS)
            return scan_expected(&r->scan, "at most 16 events");
        profile->events[profile->event_count++] = word;
    }
    if (profile->event_count == 0)
        return scan_expected(&r->scan, "events: <names>");
    r->scan = line;
    return true;
}

/* What a run cost in all. It may exceed the totals, so it says nothing about this file. */
static bool read_summary(struct reading *r)
{
    struct callgrind_cost unused;
    return cost_scan(&r->scan, r->profile->event_count, &unused) ||
           expected_costs(&r->scan, "summary:", r->profile->event_count);
}

static bool read_header(struct reading *r)
{
    static const struct line_kind kinds[] = {
        {"#", read_anything},       {"version:", read_version},     {"creator:", read_anything},
        {"pid:", read_anything},    {"cmd:", read_anything},        {"part:", read_anything},
        {"thread:", read_anything}, {"desc:", read_anything},       {"event:", read_anything},
        {"events:", read_events},   {"positions:", read_positions}, {"summary:", read_summary},
    };
    bool known = true;
    while (known && !scan_at_end(&r->scan)) {
        if (!read_known(r, kinds, sizeof kinds / sizeof *kinds, &known))
            return false;
    }
    return r->profile->event_count > 0 || scan_expected(&r->scan, "events: <names>");
}

static bool read_object(struct reading *r)
{
    struct bytes object;
    return names_read(&r->objects, &r->scan, &object);
}

static bool read_file(struct reading *r)
{
    return names_read(&r->files, &r->scan, &r->file);
}

static bool read_function(struct reading *r)
{
    return names_read(&r->functions, &r->scan, &r->function);
}

static bool read_callee_file(struct reading *r)
{
    r->callee_file_is_new = true;
    return names_read(&r->files, &r->scan, &r->callee_file);
}

/* Callgrind names callees whose calls cost nothing, and then writes no calls= for them. */
static bool read_callee(struct reading *r)
{
    if (!r->callee_file_is_new)
        r->callee_file = bytes_of(NULL, 0);
    r->callee_file_is_new = false;
    return names_read(&r->functions, &r->scan, &r->callee);
}

static bool add_call(struct reading *r, const struct callgrind_call *call)
{
    struct callgrind *profile = r->profile;
    return array_append(&profile->calls, &profile->call_count, call, sizeof *call) ||
           scan_no_memory(&r->scan);
}

/* Reads "calls=<count> <where the callee is>", and the line behind it: what the calls cost. */
static bool read_calls(struct reading *r)
{
    struct position target;
    struct callgrind_call call = {.caller = r->function, .file = r->file, .callee = r->callee};
    if (r->function.len == 0 || r->callee.len == 0)
        return scan_expected(&r->scan, "fn= and cfn= in front of calls=");
    if (!cost_scan_number(&r->scan, &call.count) || !scan_blank(&r->scan) ||
        !scan_position(r, &target))
        return scan_expected(&r->scan, "calls=<count> <position>");
    scan_blank(&r->scan);
    if (!scan_line_end(&r->scan))
        return scan_expected(&r->scan, "calls=<count> <position>");
    if (!read_costs_at(r, &call.inclusive))
        return false;
    call.line = r->last.line;
    call.address = r->last.address;
    call.callee_file = r->callee_file.len > 0 ? r->callee_file : r->file;
    r->callee = r->callee_file = bytes_of(NULL, 0);
    return add_call(r, &call);
}

/* Whether the totals are the sums of all cost lines: no line was lost. */
static bool totals_hold(const struct callgrind *profile)
{
    for (size_t event = 0; event < profile->event_count; event++) {
        uint64_t left = profile->totals.of[event];
        for (size_t i = 0; i < profile->line_count; i++) {
            uint64_t cost = profile->lines[i].cost.of[event];
            if (cost > left)
                return false;
            left -= cost;
        }
        if (left > 0)
            return false;
    }
    return true;
}

static bool scan_totals(struct scan *s, struct callgrind *profile)
{
    if (scan_text(s, " (null)")) /* massif's word for: nothing was allocated */
        return scan_line_end(s);
    return cost_scan(s, profile->event_count, &profile->totals);
}

static bool read_totals(struct reading *r)
{
    struct scan line = r->scan;
    if (!scan_totals(&line, r->profile))
        return expected_costs(&line, "totals:", r->profile->event_count);
    if (!totals_hold(r->profile))
        return scan_expected(&r->scan, "totals: the sums of all cost lines");
    r->scan = line;
    r->has_totals = true;
    return true;
}

static bool read_line(struct reading *r)
{
    struct callgrind *profile = r->profile;
    struct callgrind_line line = {.function = r->function, .file = r->file};
    if (r->function.len == 0)
        return scan_expected(&r->scan, "fn= in front of costs");
    if (!read_costs_at(r, &line.cost))
        return false;
    line.line = r->last.line;
    line.address = r->last.address;
    return array_append(&profile->lines, &profile->line_count, &line, sizeof line) ||
           scan_no_memory(&r->scan);
}

static bool read_body(struct reading *r)
{
    static const struct line_kind kinds[] = {
        {"#", read_anything},   {"ob=", read_object},       {"cob=", read_object},
        {"fl=", read_file},     {"fi=", read_file},         {"fe=", read_file},
        {"fn=", read_function}, {"cfi=", read_callee_file}, {"cfl=", read_callee_file},
        {"cfn=", read_callee},  {"calls=", read_calls},     {"totals:", read_totals},
    };
    bool known;
    while (!r->has_totals) {
        if (scan_at_end(&r->scan))
            return scan_expected(&r->scan, "totals:");
        if (!read_known(r, kinds, sizeof kinds / sizeof *kinds, &known) ||
            (!known && !read_line(r)))
            return false;
    }
    while (scan_line_end(&r->scan))
        continue;
    return scan_at_end(&r->scan) || scan_expected(&r->scan, "nothing behind the totals");
}

bool callgrind_read(const char *name, struct bytes text, struct callgrind *profile,
                    struct error *error)
{
    struct reading r = {.scan = scan_of(name, text, error), .profile = profile};
    *profile = (struct callgrind){0};
    bool read = read_header(&r) && read_body(&r);
    names_dispose(&r.functions);
    names_dispose(&r.files);
    names_dispose(&r.objects);
    if (!read)
        callgrind_dispose(profile);
    return read;
}
