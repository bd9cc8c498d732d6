#include "views/escape_verdicts.h"

#include "base/files.h"
#include "measure/samples.h"

#include <stdlib.h>
#include <string.h>

static bool is_in(const struct dhat_frame *frame, const char *file)
{
    return strcmp(file_name(frame->file), file) == 0;
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
    /* A call path's blocks go to the site that it fits best, or to those without a site. */
    for (size_t at = 0; at < dhat->point_count; at++) {
        const struct dhat_point *point = &dhat->points[at];
        size_t first, own, end;
        uint64_t *blocks = &verdicts->blocks_elsewhere;
        unsigned best = 0;
        if (!heap_stage_path(point, &first, &end))
            continue;
        for (own = first; own < end && !is_in(point->frames[own], file); own++) {
            if (heap_site_in_source(point->frames[own]->file))
                own = end; /* another source's function allocated */
        }
        if (own >= end)
            continue;
        for (size_t i = 0; i < verdicts->count; i++) {
            struct heap_verdict *verdict = &verdicts->items[i];
            bool passes_by = false; /* at the site's line: what clang inlined gcc need not */
            for (size_t k = own; k < end; k++)
                passes_by |=
                    point->frames[k]->line == verdict->site.line && is_in(point->frames[k], file);
            if (passes_by && fit(verdict, point, first) > best) {
                best = fit(verdict, point, first);
                blocks = &verdict->blocks;
            }
        }
        *blocks += point->total_blocks;
    }
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
