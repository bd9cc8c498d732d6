/* Where a stage's memory came from: DHAT's call paths, as lines of the judged file. */
#include "judge/case_answers.h"
#include "judge/op_runs.h"
#include "judge/source_lines.h"
#include "measure/samples.h"
#include "readers/dhat.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct run sites_start(const struct gate_context *gate)
{
    return ops_start(gate, &(struct ops_request){.name = "dhat",
                                                 .tool = TOOL_DHAT,
                                                 .streams = {OPS_TWIN},
                                                 .stream_count = 1,
                                                 .ops = OPS_FOR_SITES,
                                                 .room = ops_heap_room(gate)});
}

static void add_path(const struct dhat_point *point, size_t first, size_t end, struct buffer *text)
{
    const char *before = "\n      in ";
    for (size_t i = first; i < end; i++) {
        const struct dhat_frame *frame = point->frames[i];
        if (frame->line == 0 && (frame->function[0] == '_' || frame->function[0] == '?'))
            continue; /* what the C library calls its own parts says nothing */
        format_add(text, "%s%s", before, frame->function);
        if (frame->line > 0)
            format_add(text, " (%s:%" PRIu64 ")", frame->file, frame->line);
        before = " < ";
    }
}

/* Appends what was allocated there: "5 B  1 block per op". */
static void add_cost(const struct dhat_point *point, uint64_t ops, struct buffer *text)
{
    uint64_t blocks = point->total_blocks;
    if (blocks >= ops) {
        format_add_per_op(text, point->total_bytes, ops);
        format_add(text, " B  ");
        format_add_per_op(text, blocks, ops);
        format_add(text, " block%s%s  ", blocks == ops ? "" : "s", ops > 1 ? " per op" : "");
        return;
    }
    /*
     * Not each op allocates there. The gate's figures are of more ops than these: one block is one
     * there too, and more are given with the number of ops.
     */
    format_add_count(text, point->total_bytes);
    format_add(text, " B  ");
    format_add_count(text, blocks);
    if (blocks == 1)
        format_add(text, " block in all  ");
    else
        format_add(text, " blocks in %" PRIu64 " ops  ", ops);
}

/* The first thing that a program prints has the C library take a block for it. */
static bool is_printing(const char *function)
{
    static const char *const names[] = {
        "printf", "vprintf", "puts",     "putchar", "fprintf", "vfprintf",     "fputs",
        "fputc",  "putc",    "_IO_putc", "fwrite",  "perror",  "__printf_chk", "__fprintf_chk"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(function, names[i]) == 0)
            return true;
    }
    return false;
}

static void add_row(const struct gate_context *gate, const struct dhat_point *point, size_t first,
                    size_t end, uint64_t ops, struct buffer *text)
{
    size_t own = 0; /* the innermost frame in the judged file */
    while (own < end && !source_is(gate, bytes_from_string(point->frames[own]->file)))
        own++;
    format_add(text, "\n  ");
    if (own < end)
        source_add_place(gate, text, point->frames[own]->line);
    else
        format_add(text, "%s", point->frames[0]->function);
    format_add(text, "  ");
    add_cost(point, ops, text);
    if (own < end && own > 0)
        source_add_call(gate, text, point->frames[own]->line, &point->frames[own - 1]->function, 1);
    else if (own < end)
        source_add_call(gate, text, point->frames[own]->line, dhat_allocators, DHAT_ALLOCATORS);
    if (own > 0 && own < end && is_printing(point->frames[own - 1]->function))
        format_add(text, "  did you leave a printf in?");
    if (point->end_blocks > 0)
        format_add(text, "  never freed");
    add_path(point, first, end, text);
}

static int by_bytes(const void *a, const void *b)
{
    const struct dhat_point *left = a;
    const struct dhat_point *right = b;
    return left->total_bytes > right->total_bytes ? -1 : left->total_bytes < right->total_bytes;
}

static size_t add_rows(const struct gate_context *gate, struct dhat *dhat, uint64_t ops,
                       const char *allowed, struct buffer *text)
{
    enum { MOST_ROWS = 8 };
    size_t rows = 0;
    if (dhat->point_count > 0)
        qsort(dhat->points, dhat->point_count, sizeof *dhat->points, by_bytes);
    for (size_t i = 0; i < dhat->point_count; i++) {
        size_t first, end;
        if (!heap_stage_path(&dhat->points[i], &first, &end) ||
            (allowed != NULL && strcmp(dhat->points[i].frames[end - 1]->function, allowed) == 0))
            continue;
        rows++;
        if (rows <= MOST_ROWS)
            add_row(gate, &dhat->points[i], first, end, ops, text);
    }
    if (rows > MOST_ROWS)
        format_add(text, "\n  ... and %zu more places", rows - MOST_ROWS);
    return rows;
}

/* Waits for a run under DHAT, and appends its rows. */
static size_t add_profile(const struct gate_context *gate, struct run *run, uint64_t ops,
                          const char *allowed, struct buffer *text)
{
    struct error error;
    struct buffer json;
    struct dhat dhat;
    size_t rows = 0;
    run_wait(run);
    gate_read(gate, run->name, ".out", &json);
    if (dhat_read(run->name, buffer_rest(&json), &dhat, &error))
        rows = add_rows(gate, &dhat, ops, allowed, text);
    else
        format_add(text, "\n  (no list of the places: %s)", error.text);
    dhat_dispose(&dhat);
    buffer_dispose(&json);
    return rows;
}

void sites_add(const struct gate_context *gate, struct run *run, struct buffer *text)
{
    add_profile(gate, run, OPS_FOR_SITES, NULL, text);
}

size_t sites_add_case(const struct gate_context *gate, const struct named_case *of,
                      const char *allowed, struct buffer *text)
{
    struct named_case copy = *of;
    const struct case_list one = {.items = &copy, .count = 1};
    struct run run = answers_start_with(gate, "dhat-case", &one, TOOL_DHAT_CASE, NULL);
    return add_profile(gate, &run, 1, allowed, text);
}
