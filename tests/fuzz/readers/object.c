#include "readers/object.h"

#include "fuzz/reader.h"

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct object object;
    bool read = object_read(name, text, &object, error);
    *left_empty = object.symbols == NULL && object.names == NULL && object.writable_bytes == 0;
    if (!read)
        return false;
    for (size_t i = 0; i < object.symbol_count; i++)
        fuzz_expect(object_find(&object, object.symbols[i].name) != NULL, "a symbol is found");
    object_dispose(&object);
    return true;
}
