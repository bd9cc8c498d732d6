#include "views/stacks.h"

#include "measure/tools.h"
#include "readers/libc_names.h"

#include <string.h>

struct path {
    struct flame_frame frames[FLAME_DEEPEST]; /* the innermost first */
    size_t depth;
};

static void add_frame(struct path *path, struct flame_frame frame)
{
    if (path->depth < FLAME_DEEPEST)
        path->frames[path->depth++] = frame;
}

/* What is in front of the first `stop`, or all of it. */
static struct bytes part_before(struct bytes text, char stop)
{
    const unsigned char *found = text.len == 0 ? NULL : memchr(text.at, stop, text.len);
    return found == NULL ? text : bytes_of(text.at, (size_t)(found - text.at));
}

/* A function by its name in the source: gcc's copies of one are called read.part.0. */
static struct bytes function_name(struct bytes symbol)
{
    struct bytes name = part_before(libc_name(symbol), '.');
    return name.len == 0 ? symbol : name;
}

bool stacks_heap(const struct dhat *dhat, enum heap_sample sample, struct flame *flame)
{
    size_t first, end;
    for (size_t i = 0; i < dhat->point_count; i++) {
        const struct dhat_point *point = &dhat->points[i];
        struct path path = {.depth = 0};
        if (!heap_stage_path(point, &first, &end))
            continue;
        for (size_t k = first; k < end; k++) {
            const struct dhat_frame *frame = point->frames[k];
            add_frame(&path, (struct flame_frame){
                                 .function = function_name(bytes_from_string(frame->function)),
                                 .file = bytes_from_string(frame->file),
                                 .line = frame->line});
        }
        if (!flame_add(flame, path.frames, path.depth, heap_sample_of(point, sample)))
            return false;
    }
    return true;
}

/* "'2" behind a function's name counts the calls of itself that it is in. */
static bool is_recursion(struct bytes part)
{
    return part.len > 0 && part.at[0] >= '0' && part.at[0] <= '9';
}

/* The functions of "memcmp'algo_one'probe_ops", the last of which is ours. */
static void add_context(struct path *path, struct bytes context, struct bytes file)
{
    const struct bytes ours = bytes_from_string(TOOL_COUNTED);
    while (context.len > 0) {
        struct bytes part = part_before(context, '\'');
        if (bytes_equal(part, ours))
            return;
        if (!is_recursion(part))
            add_frame(path, (struct flame_frame){.function = function_name(part), .file = file});
        file = bytes_of(NULL, 0);
        context = bytes_skip(context, part.len < context.len ? part.len + 1 : part.len);
    }
}

/* The functions that were inlined where a line's cost is, and the file of the one around them. */
static struct bytes add_inlined(struct path *path, const struct addr2line *inlined,
                                const struct callgrind_line *line)
{
    const struct addr2line_stack *stack = addr2line_find(inlined, line->address);
    if (stack == NULL)
        return bytes_of(NULL, 0);
    const struct addr2line_frame *frames = &inlined->frames[stack->first];
    for (size_t i = 0; i + 1 < stack->count; i++)
        add_frame(path, (struct flame_frame){.function = function_name(frames[i].function),
                                             .file = frames[i].file});
    return frames[stack->count - 1].file;
}

bool stacks_cpu(const struct callgrind *profile, size_t event, const struct addr2line *inlined,
                struct flame *flame)
{
    for (size_t i = 0; i < profile->line_count; i++) {
        const struct callgrind_line *line = &profile->lines[i];
        struct path path = {.depth = 0};
        struct bytes file = add_inlined(&path, inlined, line);
        size_t inner = path.depth;
        add_context(&path, line->function, file);
        if (path.depth > inner && !flame_add(flame, path.frames, path.depth, line->cost.of[event]))
            return false;
    }
    return true;
}
