#include "measure/heap_listing.h"
#include "views/stacks.h"

#include "fuzz/reader.h"

static void list(const struct dhat *dhat, enum heap_sample sample, bool inlines)
{
    struct listing listing = {0};
    fuzz_expect(heap_listing(dhat, sample, inlines, &listing), "there is memory for a listing");
    listing_sort(&listing);
    for (size_t i = 0; i < listing.function_count; i++)
        fuzz_expect(listing.functions[i].flat <= listing.functions[i].cum, "cum includes flat");
    listing_dispose(&listing);
}

static void draw(const struct dhat *dhat, enum heap_sample sample)
{
    struct flame flame = {0};
    fuzz_expect(stacks_heap(dhat, sample, &flame), "there is memory for a flame");
    for (size_t i = 0; i < flame.stack_count; i++)
        fuzz_expect(flame.stacks[i].depth > 0, "a stack has a frame");
    flame_dispose(&flame);
}

/* What DHAT saw becomes a listing and a flame. */
bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct dhat dhat;
    bool read = dhat_read(name, text, &dhat, error);
    *left_empty = dhat.points == NULL;
    if (!read)
        return false;
    for (enum heap_sample sample = 0; sample < HEAP_SAMPLES; sample++) {
        list(&dhat, sample, true);
        list(&dhat, sample, false);
        draw(&dhat, sample);
    }
    dhat_dispose(&dhat);
    return true;
}
