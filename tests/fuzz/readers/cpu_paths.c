#include "measure/listing.h"
#include "views/flame.h"

#include "fuzz/reader.h"

static const struct addr2line nothing_inlined;

static void list(const struct callgrind *profile)
{
    struct samples samples = {0};
    fuzz_expect(samples_of_cpu(profile, 0, &nothing_inlined, false, &samples),
                "there is memory for the samples");
    for (int inlines = 0; inlines < 2; inlines++) {
        struct listing listing;
        fuzz_expect(listing_of(&samples, INSTRUCTIONS, inlines == 1, &listing),
                    "there is memory for a listing");
        listing_dispose(&listing);
    }
    samples_dispose(&samples);
}

static void draw(const struct callgrind *profile)
{
    struct samples samples = {0};
    struct flame flame;
    fuzz_expect(samples_of_cpu(profile, 0, &nothing_inlined, true, &samples),
                "there is memory for the samples");
    fuzz_expect(flame_of(&samples, INSTRUCTIONS, &flame), "there is memory for a flame");
    for (size_t i = 0; i < flame.stack_count; i++)
        fuzz_expect(flame.stacks[i].depth > 0, "a stack has a frame");
    flame_dispose(&flame);
    samples_dispose(&samples);
}

/* A profile becomes a listing and a flame, whatever calls what. */
bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct callgrind profile;
    struct buffer addresses = buffer_bounded(SIZE_MAX);
    bool read = callgrind_read(name, text, &profile, error);
    *left_empty = profile.lines == NULL && profile.calls == NULL;
    if (!read)
        return false;
    if (profile.event_count > 0) {
        list(&profile);
        draw(&profile);
    }
    fuzz_expect(cpu_addresses(&profile, &addresses), "there is memory for the addresses");
    buffer_dispose(&addresses);
    callgrind_dispose(&profile);
    return true;
}
