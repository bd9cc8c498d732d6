#include "views/escape_verdicts.h"

#include "base/files.h"
#include "measure/samples.h"

#include <stdlib.h>
#include <string.h>

static bool is_source(const char *name)
{
    size_t len = strlen(name);
    return len > 2 && strcmp(name + len - 2, ".c") == 0;
}

/* The innermost frame in the file; `end` where another source's function allocated. */
static size_t own_frame(const struct dhat_point *point, size_t first, size_t end, const char *file)
{
    for (size_t i = first; i < end; i++) {
        const char *name = file_name(point->frames[i]->file);
        if (strcmp(name, file) == 0)
            return i;
        if (is_source(name))
            break;
    }
    return end;
}

/* Whether a frame of the call path is at the site's line: what clang inlined gcc need not. */
static bool passes_by(const struct heap_site *site, const struct dhat_point *point, size_t own,
                      size_t end, const char *file)
{
    for (size_t i = own; i < end; i++) {
        if (point->frames[i]->line == site->line &&
            strcmp(file_name(point->frames[i]->file), file) == 0)
            return true;
    }
    return false;
}

/* How well a site on the call path fits it: DHAT knows no columns, so others may be on its line. */
static unsigned fit(const struct heap_verdict *verdict, const struct dhat_point *point,
                    size_t first)
{
    const struct heap_site *site = &verdict->site;
    bool is_inner = point->frames[first]->line == site->inner_line;
    bool may_be = !site->has_size || point->total_bytes == site->size * point->total_blocks;
    return 1 + (is_inner ? 4U : 0) + (may_be ? 2U : 0) + (verdict->blocks == 0 ? 1U : 0);
}

/* Adds a call path's blocks to the site that it fits best, or to those without a site. */
static void add_point(struct heap_verdicts *verdicts, const struct dhat_point *point,
                      const char *file)
{
    size_t first, end;
    uint64_t *blocks = &verdicts->blocks_elsewhere;
    unsigned best = 0;
    if (!heap_stage_path(point, &first, &end))
        return;
    size_t own = own_frame(point, first, end, file);
    if (own == end)
        return;
    for (size_t i = 0; i < verdicts->count; i++) {
        struct heap_verdict *verdict = &verdicts->items[i];
        if (passes_by(&verdict->site, point, own, end, file) && fit(verdict, point, first) > best) {
            best = fit(verdict, point, first);
            blocks = &verdict->blocks;
        }
    }
    *blocks += point->total_blocks;
}

bool heap_verdicts_make(const struct heap_sites *all, const struct heap_sites *left,
                        const struct heap_sites *left_of_any_size, const struct dhat *dhat,
                        const char *file, unsigned ops, struct heap_verdicts *verdicts)
{
    *verdicts = (struct heap_verdicts){.ops = ops};
    verdicts->items = malloc((all->count + 1) * sizeof *verdicts->items);
    if (verdicts->items == NULL)
        return false;
    for (size_t i = 0; i < all->count; i++) {
        const struct heap_site *site = &all->items[i];
        verdicts->items[verdicts->count++] =
            (struct heap_verdict){.site = *site,
                                  .moves = !heap_sites_have(left, site),
                                  .moves_at_any_size = !heap_sites_have(left_of_any_size, site)};
    }
    for (size_t i = 0; i < dhat->point_count; i++)
        add_point(verdicts, &dhat->points[i], file);
    return true;
}

void heap_verdicts_dispose(struct heap_verdicts *verdicts)
{
    free(verdicts->items);
    *verdicts = (struct heap_verdicts){0};
}

uint64_t heap_verdicts_blocks(const struct heap_verdicts *verdicts, bool all)
{
    uint64_t blocks = verdicts->blocks_elsewhere;
    for (size_t i = 0; i < verdicts->count; i++)
        blocks += verdicts->items[i].moves && !all ? 0 : verdicts->items[i].blocks;
    return blocks;
}
