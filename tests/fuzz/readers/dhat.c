#include "readers/dhat.h"

#include "fuzz/reader.h"

static void walk(const struct dhat *dhat)
{
    for (size_t i = 0; i < dhat->frame_count; i++) {
        fuzz_expect(dhat->frames[i].function[0] != '\0', "a frame has a function");
        fuzz_walk_string(dhat->frames[i].file);
    }
    for (size_t i = 0; i < dhat->point_count; i++) {
        const struct dhat_point *point = &dhat->points[i];
        fuzz_expect(point->frame_count > 0, "a point has a frame");
        for (size_t k = 0; k < point->frame_count; k++)
            fuzz_expect(point->frames[k] >= dhat->frames &&
                            point->frames[k] < dhat->frames + dhat->frame_count,
                        "a point's frames are of the table");
    }
}

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct dhat dhat;
    bool read = dhat_read(name, text, &dhat, error);
    *left_empty = dhat.points == NULL && dhat.frames == NULL && dhat.text == NULL;
    if (!read)
        return false;
    walk(&dhat);
    dhat_dispose(&dhat);
    return true;
}
