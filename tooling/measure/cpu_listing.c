#include "measure/cpu_listing.h"

#include "base/format.h"
#include "measure/tools.h"
#include "readers/libc_names.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static bool has_source(struct bytes file)
{
    return file.len > 0 && !bytes_equal(file, bytes_from_string("???"));
}

bool cpu_addresses(const struct callgrind *profile, struct buffer *text)
{
    for (size_t i = 0; i < profile->line_count; i++) {
        if (has_source(profile->lines[i].file))
            format_add(text, "0x%" PRIx64 "\n", profile->lines[i].address);
    }
    for (size_t i = 0; i < profile->call_count; i++) {
        if (has_source(profile->calls[i].file))
            format_add(text, "0x%" PRIx64 "\n", profile->calls[i].address);
    }
    return !format_failed(text);
}

/* The functions that are called from the probe on, by their names in the profile. */
struct reached {
    struct bytes *names; /* owned; each once */
    size_t count;
};

static bool is_reached(const struct reached *reached, struct bytes name)
{
    for (size_t i = 0; i < reached->count; i++) {
        if (bytes_equal(reached->names[i], name))
            return true;
    }
    return false;
}

static void reach_callees(const struct callgrind *profile, struct bytes caller,
                          struct reached *reached)
{
    for (size_t i = 0; i < profile->call_count; i++) {
        const struct callgrind_call *call = &profile->calls[i];
        if (bytes_equal(call->caller, caller) && !is_reached(reached, call->callee))
            reached->names[reached->count++] = call->callee;
    }
}

/* What calls the stage is the probe's, and so is what lies above it. */
static bool reach(const struct callgrind *profile, struct reached *reached)
{
    *reached =
        (struct reached){.names = malloc((profile->call_count + 1) * sizeof *reached->names)};
    if (reached->names == NULL)
        return false;
    reach_callees(profile, bytes_from_string(TOOL_COUNTED), reached);
    for (size_t i = 0; i < reached->count; i++)
        reach_callees(profile, reached->names[i], reached);
    return true;
}

enum { DEEPEST = 64 }; /* functions inlined into one another */

struct path {
    struct listing_place places[DEEPEST];
    size_t depth;
};

static void add_place(struct path *path, struct bytes function, struct bytes file, uint64_t line)
{
    if (path->depth < DEEPEST)
        path->places[path->depth++] =
            (struct listing_place){.function = libc_name(function), .file = file, .line = line};
}

/* The functions at an address, the innermost first: one, unless something was inlined there. */
static void path_of(const struct addr2line *inlined, bool inlines, uint64_t address,
                    struct bytes function, struct bytes file, uint64_t line, struct path *path)
{
    const struct addr2line_stack *stack = addr2line_find(inlined, address);
    path->depth = 0;
    if (!has_source(file) || stack == NULL || inlined->frames[stack->first].file.len == 0) {
        add_place(path, function, has_source(file) ? file : bytes_of(NULL, 0), line);
        return;
    }
    for (size_t i = inlines ? 0 : stack->count - 1; i < stack->count; i++) {
        const struct addr2line_frame *frame = &inlined->frames[stack->first + i];
        add_place(path, frame->function, frame->file, frame->line);
    }
}

static bool add_costs(const struct callgrind *profile, size_t event,
                      const struct addr2line *inlined, bool inlines, const struct reached *reached,
                      struct listing *listing)
{
    struct path path;
    for (size_t i = 0; i < profile->line_count; i++) {
        const struct callgrind_line *line = &profile->lines[i];
        if (!is_reached(reached, line->function))
            continue;
        path_of(inlined, inlines, line->address, line->function, line->file, line->line, &path);
        if (!listing_add(listing, path.places, path.depth, line->cost.of[event], true))
            return false;
    }
    return true;
}

static bool add_calls(const struct callgrind *profile, size_t event,
                      const struct addr2line *inlined, bool inlines, const struct reached *reached,
                      struct listing *listing)
{
    struct path path;
    for (size_t i = 0; i < profile->call_count; i++) {
        const struct callgrind_call *call = &profile->calls[i];
        if (!is_reached(reached, call->caller) || bytes_equal(call->caller, call->callee))
            continue;
        path_of(inlined, inlines, call->address, call->caller, call->file, call->line, &path);
        if (!listing_add(listing, path.places, path.depth, call->inclusive.of[event], false))
            return false;
    }
    return true;
}

bool cpu_listing(const struct callgrind *profile, size_t event, const struct addr2line *inlined,
                 bool inlines, struct listing *listing)
{
    struct reached reached;
    bool done = reach(profile, &reached) &&
                add_costs(profile, event, inlined, inlines, &reached, listing) &&
                add_calls(profile, event, inlined, inlines, &reached, listing);
    free(reached.names);
    listing_sort(listing);
    return done;
}
