#include "views/flame.h"

#include "base/array.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static struct flame_frame *find_frame(struct flame *flame, struct bytes function)
{
    for (size_t i = 0; i < flame->frame_count; i++) {
        if (bytes_equal(flame->frames[i].function, function))
            return &flame->frames[i];
    }
    return NULL;
}

static bool place_of(struct flame *flame, const struct flame_frame *frame, size_t *place)
{
    struct flame_frame *known = find_frame(flame, frame->function);
    if (known == NULL) {
        if (!array_append(&flame->frames, &flame->frame_count, frame, sizeof *frame))
            return false;
        known = &flame->frames[flame->frame_count - 1];
    }
    if (known->file.len == 0)
        known->file = frame->file;
    if (known->line != frame->line)
        known->line = 0;
    *place = (size_t)(known - flame->frames);
    return true;
}

static struct flame_stack *find_stack(struct flame *flame, const size_t *frames, size_t depth)
{
    for (size_t i = 0; i < flame->stack_count; i++) {
        struct flame_stack *stack = &flame->stacks[i];
        if (stack->depth == depth && memcmp(stack->frames, frames, depth * sizeof *frames) == 0)
            return stack;
    }
    return NULL;
}

static bool add_stack(struct flame *flame, const size_t *frames, size_t depth, uint64_t weight)
{
    const struct flame_stack added = {
        .frames = malloc(depth * sizeof *frames), .depth = depth, .weight = weight};
    if (added.frames == NULL ||
        !array_append(&flame->stacks, &flame->stack_count, &added, sizeof added)) {
        free(added.frames);
        return false;
    }
    memcpy(added.frames, frames, depth * sizeof *frames);
    return true;
}

bool flame_add(struct flame *flame, const struct flame_frame *path, size_t depth, uint64_t weight)
{
    size_t frames[FLAME_DEEPEST];
    assert(depth > 0 && depth <= FLAME_DEEPEST);
    if (weight == 0)
        return true;
    for (size_t i = 0; i < depth; i++) {
        if (!place_of(flame, &path[depth - 1 - i], &frames[i]))
            return false;
    }
    struct flame_stack *known = find_stack(flame, frames, depth);
    if (known != NULL)
        known->weight += weight;
    else if (!add_stack(flame, frames, depth, weight))
        return false;
    flame->total += weight;
    return true;
}

void flame_dispose(struct flame *flame)
{
    for (size_t i = 0; i < flame->stack_count; i++)
        free(flame->stacks[i].frames);
    free(flame->stacks);
    free(flame->frames);
    *flame = (struct flame){0};
}
