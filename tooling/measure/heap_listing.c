#include "measure/heap_listing.h"

#include <string.h>

const char *const heap_sample_names[HEAP_SAMPLES] = {"alloc_space", "alloc_objects", "inuse_space",
                                                     "inuse_objects"};

uint64_t heap_sample_of(const struct dhat_point *point, enum heap_sample sample)
{
    switch (sample) {
    case ALLOC_SPACE:
        return point->total_bytes;
    case ALLOC_OBJECTS:
        return point->total_blocks;
    case INUSE_SPACE:
        return point->end_bytes;
    default:
        return point->end_blocks;
    }
}

/* probe_ops, probe_call, and what is inlined into them. */
static bool is_of_probe(const char *function)
{
    return strncmp(function, "probe_", 6) == 0;
}

/* Room that the probe takes for an output: it calls the stream library itself. */
static bool is_of_library(const char *function)
{
    return strncmp(function, "buffer_", 7) == 0;
}

bool heap_stage_path(const struct dhat_point *point, size_t *first, size_t *end)
{
    *first = dhat_is_allocator(point->frames[0]->function) ? 1 : 0;
    for (*end = *first; *end < point->frame_count; (*end)++) {
        if (is_of_probe(point->frames[*end]->function))
            return *end > *first && !is_of_library(point->frames[*end - 1]->function);
    }
    return false;
}

static struct listing_place place_of(const struct dhat_frame *frame)
{
    return (struct listing_place){.function = bytes_from_string(frame->function),
                                  .file = bytes_from_string(frame->file),
                                  .line = frame->line};
}

/* Whether the frame was inlined into the one behind it: both are at one address. */
static bool is_inlined(const struct dhat_point *point, size_t i, size_t end)
{
    return i + 1 < end && point->frames[i]->address == point->frames[i + 1]->address;
}

static bool add_point(const struct dhat_point *point, size_t first, size_t end, uint64_t cost,
                      bool inlines, struct listing *listing)
{
    enum { DEEPEST = 256 }; /* Valgrind's --num-callers is 500 at most; ours is far below */
    struct listing_place path[DEEPEST];
    size_t depth = 0;
    for (size_t i = first; i < end && depth < DEEPEST; i++) {
        if (inlines || !is_inlined(point, i, end))
            path[depth++] = place_of(point->frames[i]);
    }
    return listing_add(listing, path, depth, cost, true);
}

bool heap_listing(const struct dhat *dhat, enum heap_sample sample, bool inlines,
                  struct listing *listing)
{
    size_t first, end;
    for (size_t i = 0; i < dhat->point_count; i++) {
        const struct dhat_point *point = &dhat->points[i];
        if (heap_stage_path(point, &first, &end) &&
            !add_point(point, first, end, heap_sample_of(point, sample), inlines, listing))
            return false;
    }
    listing_sort(listing);
    return true;
}
