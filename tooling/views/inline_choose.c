#include "views/inline_choose.h"

#include "base/scan.h"

#include <stdlib.h>
#include <string.h>

static bool is_library(struct bytes file)
{
    return scan_starts_with(file, "stages/stream/");
}

static bool is_called(const struct inline_sites *sites, const bool *wanted, struct bytes function)
{
    for (size_t i = 0; i < sites->count; i++) {
        if (wanted[i] && bytes_equal(sites->list[i].callee, function))
            return true;
    }
    return false;
}

/* Marks the sites of the subject, and those in the library's functions that marked ones call. */
static void mark_wanted(const struct inline_sites *sites, struct bytes subject, bool *wanted)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < sites->count; i++) {
            const struct inline_site *site = &sites->list[i];
            if (wanted[i] || site->line == 0)
                continue;
            wanted[i] = bytes_equal(site->file, subject) ||
                        (is_library(site->file) && is_called(sites, wanted, site->function));
            changed |= wanted[i];
        }
    }
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
    bool *wanted = calloc(sites->count + 1, sizeof *wanted);
    size_t kept = 0;
    if (wanted == NULL)
        return false;
    mark_wanted(sites, subject, wanted);
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
