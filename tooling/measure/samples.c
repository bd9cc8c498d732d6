#include "measure/samples.h"

#include "base/array.h"
#include "base/format.h"
#include "measure/tools.h"
#include "readers/libc_names.h"

#include <inttypes.h>

const char *const sample_kind_names[SAMPLE_KINDS] = {"alloc_space", "alloc_objects", "inuse_space",
                                                     "inuse_objects", "Ir"};

static bool add_place(struct samples *samples, struct sample_place place)
{
    return array_append(&samples->places, &samples->place_count, &place, sizeof place);
}

/* Adds a sample, whose places are the last ones. */
static bool add_sample(struct samples *samples, struct sample sample)
{
    sample.depth = samples->place_count - sample.first;
    return array_append(&samples->list, &samples->count, &sample, sizeof sample);
}

bool heap_stage_path(const struct dhat_point *point, size_t *first, size_t *end)
{
    *first = dhat_is_allocator(point->frames[0]->function) ? 1 : 0;
    for (*end = *first; *end < point->frame_count; (*end)++) {
        /* probe_ops, probe_call, and what is inlined into them */
        if (strncmp(point->frames[*end]->function, "probe_", 6) != 0)
            continue;
        /* Room for an output: the probe calls the stream library itself. */
        return *end > *first && strncmp(point->frames[*end - 1]->function, "buffer_", 7) != 0;
    }
    return false;
}

bool samples_of_heap(const struct dhat *dhat, struct samples *samples)
{
    for (size_t i = 0; i < dhat->point_count; i++) {
        const struct dhat_point *point = &dhat->points[i];
        size_t at, end;
        struct sample sample = {.first = samples->place_count,
                                .costs = {[ALLOC_SPACE] = point->total_bytes,
                                          [ALLOC_OBJECTS] = point->total_blocks,
                                          [INUSE_SPACE] = point->end_bytes,
                                          [INUSE_OBJECTS] = point->end_blocks}};
        if (!heap_stage_path(point, &at, &end))
            continue;
        for (; at < end; at++) {
            const struct dhat_frame *frame = point->frames[at];
            const struct sample_place place = {
                .function = libc_name(bytes_from_string(frame->function)),
                .file = bytes_from_string(frame->file),
                .line = frame->line,
                .inlined = at + 1 < end && frame->address == point->frames[at + 1]->address};
            if (!add_place(samples, place))
                return false;
        }
        if (!add_sample(samples, sample))
            return false;
    }
    return true;
}

static bool has_source(struct bytes file)
{
    return file.len > 0 && !bytes_equal(file, bytes_from_string("???"));
}

bool cpu_addresses(const struct callgrind *profile, struct buffer *text)
{
    for (size_t i = 0; i < profile->line_count; i++) {
        if (has_source(profile->lines[i].file))
            format_add(text, "0x%" PRIx64 "\n", profile->lines[i].address);
    }
    for (size_t i = 0; i < profile->call_count; i++) {
        if (has_source(profile->calls[i].file))
            format_add(text, "0x%" PRIx64 "\n", profile->calls[i].address);
    }
    return !format_failed(text);
}

/* The functions that are called from the probe on, by their names in the profile. */
struct reached {
    struct bytes *names; /* owned; each once */
    size_t count;
};

static bool is_reached(const struct reached *reached, struct bytes name)
{
    for (size_t i = 0; i < reached->count; i++) {
        if (bytes_equal(reached->names[i], name))
            return true;
    }
    return false;
}

/* What calls the stage is the probe's, and so is what calls that. */
static bool reach(const struct callgrind *profile, struct reached *reached)
{
    struct bytes caller = bytes_from_string(TOOL_COUNTED);
    for (size_t at = 0;; caller = reached->names[at++]) {
        for (size_t i = 0; i < profile->call_count; i++) {
            const struct callgrind_call *call = &profile->calls[i];
            if (bytes_equal(call->caller, caller) && !is_reached(reached, call->callee) &&
                !array_append(&reached->names, &reached->count, &call->callee, sizeof caller))
                return false;
        }
        if (at == reached->count)
            return true;
    }
}

/* Cuts the next function off a name like "memcmp'algo_one'probe_ops". */
static struct bytes cut_caller(struct bytes *context)
{
    const unsigned char *end = context->len == 0 ? NULL : memchr(context->at, '\'', context->len);
    struct bytes part = end == NULL ? *context : bytes_of(context->at, (size_t)(end - context->at));
    *context = bytes_skip(*context, end == NULL ? part.len : part.len + 1);
    return part;
}

/* Adds the functions at an address: one, and those that were inlined into it there. */
static bool add_places(const struct addr2line *inlined, uint64_t address, struct bytes function,
                       struct bytes file, uint64_t line, struct samples *samples)
{
    const struct addr2line_stack *stack = addr2line_find(inlined, address);
    bool known = has_source(file);
    if (!known || stack == NULL || inlined->frames[stack->first].file.len == 0)
        return add_place(samples, (struct sample_place){.function = libc_name(function),
                                                        .file = known ? file : bytes_of(NULL, 0),
                                                        .line = line});
    for (size_t i = 0; i < stack->count; i++) {
        const struct addr2line_frame *frame = &inlined->frames[stack->first + i];
        if (!add_place(samples, (struct sample_place){.function = libc_name(frame->function),
                                                      .file = frame->file,
                                                      .line = frame->line,
                                                      .inlined = i + 1 < stack->count}))
            return false;
    }
    return true;
}

/* Adds the callers of a function by its name: up to the probe, or to where the name was cut off. */
static bool add_callers(struct bytes context, struct samples *samples)
{
    while (context.len > 0) {
        struct bytes caller = cut_caller(&context);
        if (bytes_equal(caller, bytes_from_string(TOOL_COUNTED)))
            return true;
        /* "'2" after a name counts the calls of itself that it is in. */
        bool is_count = caller.len > 0 && caller.at[0] >= '0' && caller.at[0] <= '9';
        if (!is_count && !add_place(samples, (struct sample_place){.function = libc_name(caller)}))
            return false;
    }
    return true;
}

static bool add_lines(const struct callgrind *profile, size_t event,
                      const struct addr2line *inlined, const struct reached *reached,
                      bool by_caller, struct samples *samples)
{
    for (size_t i = 0; i < profile->line_count; i++) {
        const struct callgrind_line *line = &profile->lines[i];
        struct bytes callers = line->function;
        struct bytes function = by_caller ? cut_caller(&callers) : line->function;
        struct sample sample = {.first = samples->place_count,
                                .costs[INSTRUCTIONS] = line->cost.of[event]};
        if (by_caller ? bytes_equal(function, bytes_from_string(TOOL_COUNTED))
                      : !is_reached(reached, function))
            continue;
        if (!add_places(inlined, line->address, function, line->file, line->line, samples) ||
            (by_caller && !add_callers(callers, samples)) || !add_sample(samples, sample))
            return false;
    }
    return true;
}

bool samples_of_cpu(const struct callgrind *profile, size_t event, const struct addr2line *inlined,
                    bool by_caller, struct samples *samples)
{
    struct reached reached = {.names = NULL};
    bool added = (by_caller || reach(profile, &reached)) &&
                 add_lines(profile, event, inlined, &reached, by_caller, samples);
    for (size_t i = 0; added && !by_caller && i < profile->call_count; i++) {
        const struct callgrind_call *call = &profile->calls[i];
        struct sample sample = {.first = samples->place_count,
                                .costs[INSTRUCTIONS] = call->inclusive.of[event],
                                .in_callee = true};
        if (is_reached(&reached, call->caller) && !bytes_equal(call->caller, call->callee))
            added =
                add_places(inlined, call->address, call->caller, call->file, call->line, samples) &&
                add_sample(samples, sample);
    }
    free(reached.names);
    return added;
}

void samples_dispose(struct samples *samples)
{
    free(samples->places);
    free(samples->list);
    *samples = (struct samples){0};
}
