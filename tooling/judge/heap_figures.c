/* What massif saw of the stage's ops. */
#include "judge/op_runs.h"
#include "measure/totals.h"
#include "readers/massif.h"

#include <stdio.h>

struct run heap_start(const struct gate_context *gate)
{
    return ops_start(gate, &(struct ops_request){.name = "massif",
                                                 .tool = TOOL_MASSIF,
                                                 .streams = {OPS_TWIN},
                                                 .stream_count = 1,
                                                 .ops = OPS_FOR_HEAP,
                                                 .room = ops_heap_room(gate)});
}

/* Reads the peak of a run, without the probe's own block of `room` bytes, which massif must have seen. */
static bool read_peak(const struct gate_context *gate, const char *name, uint64_t room,
                      uint64_t *peak, struct error *error)
{
    struct buffer text;
    struct massif massif;
    char file[64];
    snprintf(file, sizeof file, "%s.out", name);
    gate_read(gate, file, "", &text);
    bool read = massif_read(file, buffer_rest(&text), &massif, error);
    if (read && massif.peak_heap_bytes < room)
        read = error_set(error, "massif did not see an allocation that was there");
    if (read)
        *peak = massif.peak_heap_bytes - room;
    massif_dispose(&massif);
    buffer_dispose(&text);
    return read;
}

bool heap_read(const struct gate_context *gate, struct run *run, struct heap_figures *figures,
               struct gate_report *report)
{
    struct error error;
    struct buffer text;
    struct heap_totals all;
    uint64_t room = ops_heap_room(gate);
    run_wait(run);
    if (!run_completed(gate, run, report))
        return false;
    gate_read(gate, "massif.xtree", "", &text);
    bool read = totals_of_heap("massif.xtree", buffer_rest(&text), room, &all, &error);
    buffer_dispose(&text);
    if (!read || !read_peak(gate, run->name, room, &figures->peak_bytes, &error))
        return gate_not_measured(report, "%s", error.text);
    figures->ops = OPS_FOR_HEAP;
    figures->blocks = all.blocks;
    figures->bytes = all.bytes;
    figures->left_blocks = all.left_blocks;
    figures->left_bytes = all.left_bytes;

    struct buffer *message = &report->message;
    format_add_per_op(message, all.blocks, figures->ops);
    format_add(message, " allocs/op, ");
    format_add_per_op(message, all.bytes, figures->ops);
    format_add(message, " B/op, peak ");
    format_add_count(message, figures->peak_bytes);
    format_add(message, " B, ");
    format_add_count(message, all.left_bytes);
    format_add(message, " B left at exit");
    gate_figure(report, "allocs_per_op", (double)all.blocks / (double)figures->ops);
    gate_figure(report, "bytes_per_op", (double)all.bytes / (double)figures->ops);
    gate_figure(report, "leaked_bytes", (double)all.left_bytes);
    gate_figure(report, "peak_bytes", (double)figures->peak_bytes);
    return true;
}

/*
 * Room for all that comes of the stream, even at once at its end, so that the output never grows: the
 * peak is the stage's own, and the same under every seed.
 */
static uint64_t long_room(const struct gate_context *gate)
{
    enum { ALL = 32 << 20, PAGE = 4096 };
    return ALL + gate->request.seed % PAGE;
}

struct run heap_start_long(const struct gate_context *gate)
{
    return ops_start(gate, &(struct ops_request){.name = "massif-long",
                                                 .tool = TOOL_MASSIF,
                                                 .streams = {OPS_LONG},
                                                 .stream_count = 1,
                                                 .ops = 1,
                                                 .room = long_room(gate)});
}

bool heap_read_long(const struct gate_context *gate, struct run *run, uint64_t *peak,
                    struct gate_report *report)
{
    struct error error;
    run_wait(run);
    if (!run->complete)
        format_add(&report->message, "\n  %s: ", gate->contract->streams[OPS_LONG].name);
    if (!run_completed(gate, run, report))
        return false;
    if (!read_peak(gate, run->name, long_room(gate), peak, &error)) {
        format_add(&report->message, "\n  ");
        return gate_not_measured(report, "%s", error.text);
    }
    gate_figure(report, "long_peak_bytes", (double)*peak);
    format_add(&report->message, "; peak ");
    format_add_count(&report->message, *peak);
    format_add(&report->message, " B %s", gate->contract->streams[OPS_LONG].name);
    return true;
}
