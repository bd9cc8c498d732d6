#include "readers/remarks.h"

#include "fuzz/reader.h"

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct remarks remarks;
    bool read = remarks_read(name, text, &remarks, error);
    *left_empty = remarks.list == NULL && remarks.count == 0;
    if (!read)
        return false;
    for (size_t i = 0; i < remarks.count; i++) {
        fuzz_walk_string(remarks.list[i].name);
        fuzz_walk_string(remarks.list[i].file);
        fuzz_walk_string(remarks.list[i].callee);
        fuzz_walk_string(remarks.list[i].caller);
        fuzz_walk_string(remarks.list[i].reason);
    }
    remarks_dispose(&remarks);
    return true;
}
