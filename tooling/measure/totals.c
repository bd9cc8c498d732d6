#include "measure/totals.h"

#include "base/scan.h"
#include "measure/tools.h"

#include <stdio.h>

static bool read_total(const struct callgrind *profile, const char *event, uint64_t *total)
{
    size_t at;
    if (!callgrind_event(profile, event, &at))
        return false;
    *total = profile->totals.of[at];
    return true;
}

bool totals_of_heap(const char *name, struct bytes text, uint64_t room, struct heap_totals *totals,
                    struct error *error)
{
    struct callgrind xtree;
    bool read = callgrind_read(name, text, &xtree, error);
    if (read && (!read_total(&xtree, "totB", &totals->bytes) ||
                 !read_total(&xtree, "totBk", &totals->blocks) ||
                 !read_total(&xtree, "curB", &totals->left_bytes) ||
                 !read_total(&xtree, "curBk", &totals->left_blocks)))
        read = error_set(error, "%s: expected the events totB totBk curB curBk", name);
    callgrind_dispose(&xtree);
    if (!read)
        return false;
    if (totals->blocks < 1 || totals->bytes < room)
        return error_set(error, "massif did not see an allocation that was there");
    totals->blocks -= 1;
    totals->bytes -= room;
    return true;
}

/* What the loop around the calls costs is the probe's, not the stage's. */
bool totals_of_cpu(const char *name, const struct callgrind *profile, size_t *event,
                   uint64_t *instructions, struct error *error)
{
    if (!callgrind_event(profile, "Ir", event))
        return error_set(error, "%s: expected the event Ir", name);
    uint64_t total = profile->totals.of[*event];
    uint64_t loop = callgrind_self(profile, TOOL_COUNTED, *event);
    if (loop == 0 || total <= loop)
        return error_set(error, "%s: the calls were not seen", name);
    *instructions = total - loop;
    return true;
}
