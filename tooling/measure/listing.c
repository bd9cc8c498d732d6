#include "measure/listing.h"

#include "base/array.h"

static bool same_place(const struct sample_place *a, const struct sample_place *b)
{
    return a->line == b->line && bytes_equal(a->function, b->function) &&
           bytes_equal(a->file, b->file);
}

static struct listing_cost *find(struct listing_cost *costs, size_t count,
                                 const struct sample_place *place)
{
    for (size_t i = 0; i < count; i++) {
        if (same_place(&costs[i].place, place))
            return &costs[i];
    }
    return NULL;
}

/* A place of a line, or of all its function. */
static struct sample_place part_of(const struct sample_place *place, bool is_line)
{
    return (struct sample_place){
        .function = place->function, .file = place->file, .line = is_line ? place->line : 0};
}

/* Adds the cost to the place at `at` of a path, or to its function. */
static bool add_at(struct listing_cost **costs, size_t *count, const struct sample_place *path,
                   size_t at, bool is_line, uint64_t cost, bool in_callee)
{
    const struct listing_cost added = {.place = part_of(&path[at], is_line)};
    struct listing_cost *found = find(*costs, *count, &added.place);
    bool is_again = false;
    if (found == NULL && !array_append(costs, count, &added, sizeof added))
        return false;
    if (found == NULL)
        found = &(*costs)[*count - 1];
    for (size_t i = 0; i < at; i++) {
        struct sample_place inner = part_of(&path[i], is_line);
        is_again |= same_place(&inner, &added.place);
    }
    found->cum += is_again ? 0 : cost;
    found->flat += at == 0 && !in_callee ? cost : 0;
    return true;
}

bool listing_add(struct listing *listing, const struct sample_place *path, size_t depth,
                 uint64_t cost, bool in_callee)
{
    for (size_t i = 0; i < depth; i++) {
        if (!add_at(&listing->lines, &listing->line_count, path, i, true, cost, in_callee) ||
            !add_at(&listing->functions, &listing->function_count, path, i, false, cost, in_callee))
            return false;
    }
    listing->total += in_callee ? 0 : cost;
    return true;
}

bool listing_of(const struct samples *samples, enum sample_kind kind, bool inlines,
                struct listing *listing)
{
    struct sample_place *path = malloc((samples->place_count + 1) * sizeof *path);
    bool added = path != NULL;
    *listing = (struct listing){0};
    for (size_t i = 0; added && i < samples->count; i++) {
        const struct sample *sample = &samples->list[i];
        size_t depth = 0;
        for (size_t k = 0; k < sample->depth; k++) {
            if (inlines || !samples->places[sample->first + k].inlined)
                path[depth++] = samples->places[sample->first + k];
        }
        added = listing_add(listing, path, depth, sample->costs[kind], sample->in_callee);
    }
    free(path);
    listing_sort(listing);
    return added;
}

void listing_dispose(struct listing *listing)
{
    free(listing->lines);
    free(listing->functions);
    *listing = (struct listing){0};
}

static int largest_first(const void *a, const void *b)
{
    const struct listing_cost *left = a;
    const struct listing_cost *right = b;
    if (left->flat != right->flat)
        return left->flat > right->flat ? -1 : 1;
    return left->cum > right->cum ? -1 : left->cum < right->cum;
}

void listing_sort(struct listing *listing)
{
    if (listing->function_count > 0)
        qsort(listing->functions, listing->function_count, sizeof *listing->functions,
              largest_first);
}

struct listing_cost listing_line(const struct listing *listing, const struct sample_place *place)
{
    const struct listing_cost *found = find(listing->lines, listing->line_count, place);
    return found == NULL ? (struct listing_cost){.place = *place} : *found;
}
