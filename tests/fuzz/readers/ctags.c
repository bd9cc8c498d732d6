#include "readers/ctags.h"

#include "fuzz/reader.h"

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct ctags ctags;
    bool read = ctags_read(name, text, &ctags, error);
    *left_empty = ctags.functions == NULL;
    if (!read)
        return false;
    for (size_t i = 0; i < ctags.function_count; i++) {
        const struct ctags_function *function = &ctags.functions[i];
        fuzz_expect(function->first_line <= function->last_line, "a function ends after its start");
        fuzz_expect(ctags_find(&ctags, bytes_from_string(function->name)) != NULL, "it is found");
    }
    ctags_dispose(&ctags);
    return true;
}
