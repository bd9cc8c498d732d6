#include "measure/listing.h"
#include "views/flame.h"

#include "fuzz/reader.h"

/* What DHAT saw becomes listings and flames. */
bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct dhat dhat;
    struct samples samples = {0};
    bool read = dhat_read(name, text, &dhat, error);
    *left_empty = dhat.points == NULL;
    if (!read)
        return false;
    fuzz_expect(samples_of_heap(&dhat, &samples), "there is memory for the samples");
    for (enum sample_kind kind = 0; kind < HEAP_KINDS; kind++) {
        struct flame flame;
        for (int inlines = 0; inlines < 2; inlines++) {
            struct listing listing;
            fuzz_expect(listing_of(&samples, kind, inlines == 1, &listing),
                        "there is memory for a listing");
            for (size_t i = 0; i < listing.function_count; i++)
                fuzz_expect(listing.functions[i].flat <= listing.functions[i].cum,
                            "cum includes flat");
            listing_dispose(&listing);
        }
        fuzz_expect(flame_of(&samples, kind, &flame), "there is memory for a flame");
        for (size_t i = 0; i < flame.stack_count; i++)
            fuzz_expect(flame.stacks[i].depth > 0, "a stack has a frame");
        flame_dispose(&flame);
    }
    samples_dispose(&samples);
    dhat_dispose(&dhat);
    return true;
}
