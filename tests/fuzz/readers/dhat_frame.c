#include "readers/dhat_frame.h"

#include "base/scan.h"
#include "fuzz/reader.h"

#include <stdlib.h>
#include <string.h>

/* A refusal has no reason of its own: the table's reader gives one. */
bool fuzz_reader(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct dhat_frame frame;
    struct scan s = scan_of(name, text, error);
    char *string = strndup((const char *)text.at, text.len);
    fuzz_expect(string != NULL, "there is memory for the string");
    bool cut = dhat_frame_cut(string, &frame);
    if (cut) {
        fuzz_expect(frame.function[0] != '\0', "a frame has a function");
        fuzz_walk_string(frame.file);
    }
    free(string);
    *left_empty = true;
    return cut || scan_expected(&s, "a frame");
}
