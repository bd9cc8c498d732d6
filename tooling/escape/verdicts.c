#include "escape/verdicts.h"

#include "listing/heap.h"

#include <stdlib.h>
#include <string.h>

static struct bytes without_folders(struct bytes path)
{
    const unsigned char *slash = path.len == 0 ? NULL : memrchr(path.at, '/', path.len);
    return slash == NULL ? path : bytes_skip(path, (size_t)(slash - path.at) + 1);
}

/* The blocks allocated on a line of the file, or in what was inlined into it. */
static uint64_t blocks_at(const struct listing *listing, const char *file, uint64_t line)
{
    uint64_t blocks = 0;
    for (size_t i = 0; i < listing->line_count; i++) {
        const struct listing_cost *cost = &listing->lines[i];
        if (cost->place.line == line &&
            bytes_equal(without_folders(cost->place.file), bytes_from_string(file)))
            blocks += cost->flat;
    }
    return blocks;
}

bool heap_verdicts_make(const struct heap_sites *all, const struct heap_sites *left,
                        const struct heap_sites *left_of_any_size, const struct dhat *dhat,
                        const char *file, unsigned ops, struct heap_verdicts *verdicts)
{
    struct listing listing = {0};
    *verdicts = (struct heap_verdicts){.ops = ops};
    bool made = heap_listing(dhat, ALLOC_OBJECTS, false, &listing);
    verdicts->items = made ? malloc((all->count + 1) * sizeof *verdicts->items) : NULL;
    for (size_t i = 0; verdicts->items != NULL && i < all->count; i++) {
        const struct heap_site *site = &all->items[i];
        verdicts->items[verdicts->count++] =
            (struct heap_verdict){.site = *site,
                                  .moves = !heap_sites_have(left, site),
                                  .moves_at_any_size = !heap_sites_have(left_of_any_size, site),
                                  .blocks = blocks_at(&listing, file, site->line)};
    }
    listing_dispose(&listing);
    return verdicts->items != NULL;
}

void heap_verdicts_dispose(struct heap_verdicts *verdicts)
{
    free(verdicts->items);
    *verdicts = (struct heap_verdicts){0};
}

uint64_t heap_verdicts_blocks(const struct heap_verdicts *verdicts, bool all)
{
    uint64_t blocks = 0;
    for (size_t i = 0; i < verdicts->count; i++)
        blocks += verdicts->items[i].moves && !all ? 0 : verdicts->items[i].blocks;
    return blocks;
}
