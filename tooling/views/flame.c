#include "views/flame.h"

#include "base/array.h"

#include <assert.h>

/* Finds the function's frame, or adds it; *at is its place in the flame's frames. */
static bool frame_of(struct flame *flame, const struct sample_place *place, size_t *at)
{
    struct sample_place added = *place;
    struct bytes name = place->function;
    const unsigned char *dot = name.len == 0 ? NULL : memchr(name.at, '.', name.len);
    if (dot != NULL && dot > name.at) /* gcc calls copies of a function read.part.0 */
        added.function.len = (size_t)(dot - name.at);
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
    while (made && at < flame->stack_count &&
           (flame->stacks[at].depth != depth ||
            memcmp(flame->stacks[at].frames, added.frames, depth * sizeof *added.frames) != 0))
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
