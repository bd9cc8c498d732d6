#include "judge/hot_lines.h"

#include "judge/source_lines.h"
#include "measure/listing.h"

#include <inttypes.h>
#include <stdlib.h>

static bool is(struct bytes function, const char *name)
{
    return bytes_equal(function, bytes_from_string(name));
}

/* What read_full calls it calls through the interface, whoever's operations they are. */
static bool is_interface_call(const struct callgrind_call *call)
{
    return is(call->callee, "buffer_reader_read") || is(call->caller, "read_full");
}

uint64_t hot_interface_calls(const struct callgrind *profile)
{
    uint64_t count = 0;
    for (size_t i = 0; i < profile->call_count; i++) {
        if (is_interface_call(&profile->calls[i]))
            count += profile->calls[i].count;
    }
    return count;
}

/* The entry of a line, made where there is none. */
static struct hot_line *entry_of(struct hot_lines *hot, uint64_t line)
{
    for (size_t i = 0; i < hot->count; i++) {
        if (hot->lines[i].line == line)
            return &hot->lines[i];
    }
    hot->lines[hot->count] = (struct hot_line){.line = line};
    hot->count++;
    return &hot->lines[hot->count - 1];
}

/* Whether calls of `function` are interface calls, or make them. */
static bool makes_interface_calls(const struct callgrind *profile, struct bytes function)
{
    for (size_t i = 0; i < profile->call_count; i++) {
        const struct callgrind_call *call = &profile->calls[i];
        bool takes_part =
            bytes_equal(call->caller, function) || bytes_equal(call->callee, function);
        if (takes_part && is_interface_call(call))
            return true;
    }
    return false;
}

static int hottest_first(const void *a, const void *b)
{
    uint64_t left = ((const struct hot_line *)a)->instructions;
    uint64_t right = ((const struct hot_line *)b)->instructions;
    return left > right ? -1 : left < right;
}

bool hot_lines_find(const struct gate_context *gate, const struct callgrind *profile, size_t event,
                    const struct addr2line *inlined, struct hot_lines *hot)
{
    struct samples samples = {0};
    struct listing listing = {0};
    *hot = (struct hot_lines){.lines = NULL};
    if (samples_of_cpu(profile, event, inlined, false, &samples) &&
        listing_of(&samples, INSTRUCTIONS, true, &listing))
        hot->lines = calloc(listing.line_count + profile->call_count + 1, sizeof *hot->lines);
    /* The lines of the listing that make profile-cpu shows, so that both agree. */
    for (size_t i = 0; hot->lines != NULL && i < listing.line_count; i++) {
        const struct listing_cost *line = &listing.lines[i];
        if (source_is(gate, line->place.file))
            entry_of(hot, line->place.line)->instructions += line->cum;
    }
    for (size_t i = 0; hot->lines != NULL && i < profile->call_count; i++) {
        const struct callgrind_call *call = &profile->calls[i];
        if (source_is(gate, call->file) && makes_interface_calls(profile, call->callee))
            entry_of(hot, call->line)->interface_calls += call->count;
    }
    if (hot->lines != NULL)
        qsort(hot->lines, hot->count, sizeof *hot->lines, hottest_first);
    listing_dispose(&listing);
    samples_dispose(&samples);
    return hot->lines != NULL;
}

void hot_lines_dispose(struct hot_lines *hot)
{
    free(hot->lines);
    *hot = (struct hot_lines){0};
}

void hot_lines_add_instructions(struct buffer *text, uint64_t total, uint64_t ops)
{
    format_add_count(text, (total + ops / 2) / ops);
    format_add(text, " instructions/op");
}

void hot_lines_add_costs(const struct gate_context *gate, const struct hot_lines *hot,
                         uint64_t total, uint64_t ops, uint64_t bytes, struct buffer *text)
{
    enum { MOST = 3 };
    for (size_t i = 0; i < hot->count && i < MOST; i++) {
        if (i > 0 && hot->lines[i].instructions * 100 < total)
            break; /* less than a hundredth */
        format_add(text, "\n  ");
        source_add_place(gate, text, hot->lines[i].line);
        format_add(text, "  ");
        if (bytes == 0)
            hot_lines_add_instructions(text, hot->lines[i].instructions, ops);
        else
            format_add(text, "%.2f instructions a byte",
                       (double)hot->lines[i].instructions / (double)bytes);
        format_add(text, ", %" PRIu64 " %%  ", hot->lines[i].instructions * 100 / total);
        source_add_line(gate, text, hot->lines[i].line);
    }
}

void hot_lines_add_interface_calls(const struct gate_context *gate, const struct hot_lines *hot,
                                   uint64_t ops, struct buffer *text)
{
    for (size_t i = 0; i < hot->count; i++) {
        if (hot->lines[i].interface_calls == 0)
            continue;
        format_add(text, "\n  ");
        source_add_place(gate, text, hot->lines[i].line);
        format_add(text, "  ");
        format_add_per_op(text, hot->lines[i].interface_calls, ops);
        format_add(text, " per op  ");
        source_add_line(gate, text, hot->lines[i].line);
    }
}
