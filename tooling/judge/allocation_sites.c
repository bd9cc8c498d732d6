#include "judge/allocation_sites.h"

#include "base/scan.h"
#include "judge/case_answers.h"
#include "judge/op_runs.h"
#include "judge/source_lines.h"
#include "measure/samples.h"
#include "measure/tools.h"
#include "readers/dhat.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 8 };

struct run ledger_start(void)
{
    return ops_start(&(struct ops_request){.name = "dhat",
                                           .tool = tool_dhat,
                                           .file_options = {"--dhat-out-file="},
                                           .file_names = {"dhat.out"},
                                           .probe = judging()->build.probe,
                                           .kind = RUN_VALGRIND,
                                           .streams = {OPS_TWIN},
                                           .stream_count = 1,
                                           .ops = OPS_FOR_LEDGER,
                                           .room = ops_heap_room()});
}

/* The place of the innermost frame in the judged file; `end` where there is none. */
static size_t own_frame(const struct dhat_point *point, size_t end)
{
    size_t i = 0;
    while (i < end && !source_is(bytes_from_string(point->frames[i]->file)))
        i++;
    return i;
}

/* What the C library calls its own parts says nothing. */
static bool is_hidden(const struct dhat_frame *frame)
{
    return frame->line == 0 && (frame->function[0] == '_' || frame->function[0] == '?');
}

static void add_path(const struct dhat_point *point, size_t first, size_t end, struct buffer *text)
{
    const char *before = "\n      in ";
    for (size_t i = first; i < end; i++) {
        const struct dhat_frame *frame = point->frames[i];
        if (is_hidden(frame))
            continue;
        format_add(text, "%s%s", before, frame->function);
        if (frame->line > 0)
            format_add(text, " (%s:%" PRIu64 ")", frame->file, frame->line);
        before = " < ";
    }
}

/* Appends the call on the learner's line that led to the allocation. */
static void add_call(const struct dhat_point *point, size_t own, struct buffer *text)
{
    uint64_t line = point->frames[own]->line;
    if (own > 0) {
        source_add_call(text, line, &point->frames[own - 1]->function, 1);
    } else {
        source_add_call(text, line, dhat_allocators, DHAT_ALLOCATORS);
    }
}

static void add_per_op(const struct dhat_point *point, uint64_t ops, struct buffer *text)
{
    format_add_per_op(text, point->total_bytes, ops);
    format_add(text, " B  ");
    format_add_per_op(text, point->total_blocks, ops);
    format_add(text, " block%s%s  ", point->total_blocks == ops ? "" : "s",
               ops > 1 ? " per op" : "");
}

/*
 * Not each op allocates there. The gate's figures are of more ops than these: one block is one there
 * too, and of more it is told among how many ops they are.
 */
static void add_in_all(const struct dhat_point *point, uint64_t ops, struct buffer *text)
{
    format_add_count(text, point->total_bytes);
    format_add(text, " B  ");
    format_add_count(text, point->total_blocks);
    if (point->total_blocks == 1)
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

static void add_row(const struct dhat_point *point, size_t first, size_t end, uint64_t ops,
                    struct buffer *text)
{
    size_t own = own_frame(point, end);
    format_add(text, "\n  ");
    if (own < end)
        source_add_place(text, point->frames[own]->line);
    else
        format_add(text, "%s", point->frames[0]->function);
    format_add(text, "  ");
    if (point->total_blocks < ops)
        add_in_all(point, ops, text);
    else
        add_per_op(point, ops, text);
    if (own < end)
        add_call(point, own, text);
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

static bool is_allowed(const struct dhat_point *point, size_t end, const char *allowed)
{
    return allowed != NULL && strcmp(point->frames[end - 1]->function, allowed) == 0;
}

static size_t add_rows(struct dhat *dhat, uint64_t ops, const char *allowed, struct buffer *text)
{
    size_t rows = 0;
    if (dhat->point_count > 0)
        qsort(dhat->points, dhat->point_count, sizeof *dhat->points, by_bytes);
    for (size_t i = 0; i < dhat->point_count; i++) {
        size_t first, end;
        if (!heap_stage_path(&dhat->points[i], &first, &end) ||
            is_allowed(&dhat->points[i], end, allowed))
            continue;
        rows++;
        if (rows <= MOST_ROWS)
            add_row(&dhat->points[i], first, end, ops, text);
    }
    if (rows > MOST_ROWS)
        format_add(text, "\n  ... and %zu more places", rows - MOST_ROWS);
    return rows;
}

static size_t add_profile(const char *name, uint64_t ops, const char *allowed, struct buffer *text)
{
    struct error error;
    struct buffer json;
    struct dhat dhat;
    size_t rows = 0;
    judging_read(name, &json);
    if (dhat_read(name, buffer_rest(&json), &dhat, &error))
        rows = add_rows(&dhat, ops, allowed, text);
    else
        format_add(text, "\n  (no list of the places: %s)", error.text);
    dhat_dispose(&dhat);
    buffer_dispose(&json);
    return rows;
}

void ledger_add(struct run *run, struct buffer *text)
{
    run_wait(run);
    add_profile("dhat.out", OPS_FOR_LEDGER, NULL, text);
}

size_t ledger_add_case(const struct named_case *of, const char *allowed, struct buffer *text)
{
    char path[JUDGING_PATH_SIZE];
    char option[JUDGING_PATH_SIZE + 32];
    struct named_case copy = *of;
    const struct case_list one = {.items = &copy, .count = 1};
    judging_path(path, "dhat-case.out");
    snprintf(option, sizeof option, "--dhat-out-file=%s", path);
    /* What the C library took for a printf is left, as it is where nobody measures. */
    const char *const tool[] = {
        "valgrind",         "-q",   "--tool=dhat", "--vgdb=no", "--run-libc-freeres=no",
        "--num-callers=24", option, NULL};
    struct run run = answers_start("dhat-case", &one, tool, path);
    run_wait(&run);
    return add_profile("dhat-case.out", 1, allowed, text);
}
