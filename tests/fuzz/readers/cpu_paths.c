#include "measure/cpu_listing.h"
#include "views/stacks.h"

#include "fuzz/reader.h"

static void list(const struct callgrind *profile, bool inlines)
{
    static const struct addr2line nothing_inlined;
    struct listing listing = {0};
    bool listed = cpu_listing(profile, 0, &nothing_inlined, inlines, &listing);
    fuzz_expect(listed, "there is memory for a listing");
    listing_sort(&listing);
    listing_dispose(&listing);
}

static void draw(const struct callgrind *profile)
{
    static const struct addr2line nothing_inlined;
    struct flame flame = {0};
    fuzz_expect(stacks_cpu(profile, 0, &nothing_inlined, &flame), "there is memory for a flame");
    for (size_t i = 0; i < flame.stack_count; i++)
        fuzz_expect(flame.stacks[i].depth > 0, "a stack has a frame");
    flame_dispose(&flame);
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
        list(&profile, true);
        list(&profile, false);
        draw(&profile);
    }
    fuzz_expect(cpu_addresses(&profile, &addresses), "there is memory for the addresses");
    buffer_dispose(&addresses);
    callgrind_dispose(&profile);
    return true;
}
