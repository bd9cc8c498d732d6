#include "views/flame.h"

#include "base/array.h"

#include <assert.h>

/* A function's name in the source: gcc's copies of one are called read.part.0. */
static struct bytes source_name(struct bytes symbol)
{
    const unsigned char *dot = symbol.len == 0 ? NULL : memchr(symbol.at, '.', symbol.len);
    return dot == NULL || dot == symbol.at ? symbol
                                           : bytes_of(symbol.at, (size_t)(dot - symbol.at));
}

/* Finds the function's frame, or adds it; *at is its place in the flame's frames. */
static bool frame_of(struct flame *flame, const struct sample_place *place, size_t *at)
{
    struct sample_place added = *place;
    added.function = source_name(place->function);
    *at = 0;
    while (*at < flame->frame_count && !bytes_equal(flame->frames[*at].function, added.function))
        (*at)++;
    if (*at == flame->frame_count &&
        !array_append(&flame->frames, &flame->frame_count, &added, sizeof added))
        return false;
    struct sample_place *frame = &flame->frames[*at];
    if (frame->file.len == 0)
        frame->file = added.file;
    if (frame->line != added.line)
        frame->line = 0;
    return true;
}

static bool same_stack(const struct flame_stack *a, const struct flame_stack *b)
{
    return a->depth == b->depth && memcmp(a->frames, b->frames, a->depth * sizeof *a->frames) == 0;
}

bool flame_add(struct flame *flame, const struct sample_place *path, size_t depth, uint64_t weight)
{
    assert(depth > 0);
    if (weight == 0)
        return true;
    struct flame_stack added = {.frames = malloc(depth * sizeof *added.frames), .depth = depth};
    bool made = added.frames != NULL;
    for (size_t i = 0; made && i < depth; i++)
        made = frame_of(flame, &path[depth - 1 - i], &added.frames[i]);
    size_t at = 0;
    while (made && at < flame->stack_count && !same_stack(&flame->stacks[at], &added))
        at++;
    bool is_new = made && at == flame->stack_count;
    if (is_new)
        made = array_append(&flame->stacks, &flame->stack_count, &added, sizeof added);
    if (!made || !is_new)
        free(added.frames);
    if (!made)
        return false;
    flame->stacks[at].weight += weight;
    flame->total += weight;
    return true;
}

bool flame_of(const struct samples *samples, enum sample_kind kind, struct flame *flame)
{
    bool added = true;
    *flame = (struct flame){0};
    for (size_t i = 0; added && i < samples->count; i++) {
        const struct sample *sample = &samples->list[i];
        if (!sample->in_callee)
            added = flame_add(flame, &samples->places[sample->first], sample->depth,
                              sample->costs[kind]);
    }
    return added;
}

void flame_dispose(struct flame *flame)
{
    for (size_t i = 0; i < flame->stack_count; i++)
        free(flame->stacks[i].frames);
    free(flame->stacks);
    free(flame->frames);
    *flame = (struct flame){0};
}
