#include "views/inline_choose.h"

#include "base/scan.h"

#include <stdlib.h>
#include <string.h>

static bool is_library(struct bytes file)
{
    return scan_starts_with(file, "stages/stream/");
}

static int compare_bytes(struct bytes a, struct bytes b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len == 0 ? 0 : memcmp(a.at, b.at, len);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

/* The library's files begin with the same folder, the subject's with another or with none. */
static int compare_sites(const void *left, const void *right)
{
    const struct inline_site *a = left;
    const struct inline_site *b = right;
    int library = is_library(a->file) - is_library(b->file);
    int file = library != 0 ? library : compare_bytes(a->file, b->file);
    int line = (a->line > b->line) - (a->line < b->line);
    return file != 0 ? file : line != 0 ? line : compare_bytes(a->callee, b->callee);
}

bool sites_choose(struct inline_sites *sites, struct bytes subject)
{
    const struct inline_site *list = sites->list;
    bool *wanted = calloc(sites->count + 1, sizeof *wanted);
    size_t kept = 0;
    if (wanted == NULL)
        return false;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < sites->count; i++) {
            bool is_wanted = bytes_equal(list[i].file, subject);
            for (size_t k = 0; is_library(list[i].file) && k < sites->count; k++)
                is_wanted |= wanted[k] && bytes_equal(list[k].callee, list[i].function);
            is_wanted &= !wanted[i] && list[i].line > 0;
            wanted[i] |= is_wanted;
            changed |= is_wanted;
        }
    }
    for (size_t i = 0; i < sites->count; i++) {
        if (wanted[i])
            sites->list[kept++] = sites->list[i];
    }
    sites->count = kept;
    free(wanted);
    if (kept > 0)
        qsort(sites->list, kept, sizeof *sites->list, compare_sites);
    return true;
}
