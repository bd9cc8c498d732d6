#include "measure/listing.h"

#include "base/array.h"

#include <stdlib.h>
#include <string.h>

static bool same_place(const struct listing_place *a, const struct listing_place *b)
{
    return a->line == b->line && bytes_equal(a->function, b->function) &&
           bytes_equal(a->file, b->file);
}

static struct listing_cost *find(struct listing_cost *costs, size_t count,
                                 const struct listing_place *place)
{
    for (size_t i = 0; i < count; i++) {
        if (same_place(&costs[i].place, place))
            return &costs[i];
    }
    return NULL;
}

/* The entry of a place, made where there is none; NULL where memory cannot be had. */
static struct listing_cost *entry_of(struct listing_cost **costs, size_t *count,
                                     const struct listing_place *place)
{
    struct listing_cost *found = find(*costs, *count, place);
    if (found != NULL)
        return found;
    const struct listing_cost added = {.place = *place};
    return array_append(costs, count, &added, sizeof added) ? &(*costs)[*count - 1] : NULL;
}

static struct listing_place function_of(const struct listing_place *place)
{
    return (struct listing_place){.function = place->function, .file = place->file};
}

/* Whether the place, or only its function, is in the path below `depth` already. */
static bool is_in(const struct listing_place *path, size_t depth, const struct listing_place *place,
                  bool whole_function)
{
    for (size_t i = 0; i < depth; i++) {
        struct listing_place other = whole_function ? function_of(&path[i]) : path[i];
        if (same_place(&other, place))
            return true;
    }
    return false;
}

bool listing_add(struct listing *listing, const struct listing_place *path, size_t depth,
                 uint64_t cost, bool is_whole)
{
    for (size_t i = 0; i < depth; i++) {
        struct listing_place function = function_of(&path[i]);
        struct listing_cost *of_line = entry_of(&listing->lines, &listing->line_count, &path[i]);
        struct listing_cost *of_function =
            entry_of(&listing->functions, &listing->function_count, &function);
        if (of_line == NULL || of_function == NULL)
            return false;
        of_line->cum += is_in(path, i, &path[i], false) ? 0 : cost;
        of_function->cum += is_in(path, i, &function, true) ? 0 : cost;
        of_line->flat += is_whole && i == 0 ? cost : 0;
        of_function->flat += is_whole && i == 0 ? cost : 0;
    }
    listing->total += is_whole ? cost : 0;
    return true;
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

struct listing_cost listing_line(const struct listing *listing, const struct listing_place *place)
{
    const struct listing_cost *found = find(listing->lines, listing->line_count, place);
    return found == NULL ? (struct listing_cost){.place = *place} : *found;
}
