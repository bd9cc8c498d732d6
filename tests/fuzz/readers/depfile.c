#include "readers/depfile.h"

#include "fuzz/reader.h"

bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct depfile depfile;
    bool read = depfile_read(name, text, &depfile, error);
    *left_empty = depfile.files == NULL && depfile.file_count == 0;
    if (!read)
        return false;
    fuzz_expect(depfile.file_count > 0, "there is a source");
    for (size_t i = 0; i < depfile.file_count; i++)
        fuzz_expect(depfile.files[i][0] != '\0', "a file has a name");
    depfile_dispose(&depfile);
    return true;
}
