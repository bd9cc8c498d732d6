#include "readers/massif.h"

#include "fuzz/reader.h"

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct massif massif;
    uint64_t peak = 0;
    bool read = massif_read(name, text, &massif, error);
    *left_empty = massif.snapshots == NULL && massif.snapshot_count == 0;
    if (!read)
        return false;
    for (size_t i = 0; i < massif.snapshot_count; i++) {
        if (massif.snapshots[i].heap_bytes > peak)
            peak = massif.snapshots[i].heap_bytes;
    }
    fuzz_expect(peak == massif.peak_heap_bytes, "the peak is the largest of all");
    massif_dispose(&massif);
    return true;
}
