#include "stage/counted.h"

#include "measure/tools.h"
#include "measure/totals.h"
#include "stage/hot_lines.h"

#include <stdio.h>

const struct counted_stream counted_streams[COUNTED_STREAMS] = {
    [OPS_TALK] = {"stage", NULL, OPS_FOR_CPU, 4096},
    [OPS_TWIN] = {"stage-twin", NULL, OPS_FOR_CPU, 4096},
    [OPS_RARE] = {"stage-rare", "where a match is rare", 2, 1 << 18},
    [OPS_RUNS] = {"stage-runs", "where each window is nearly a match", 2, 1 << 18}};

enum ops_stream counted_stream_of(const struct instruction_ceiling *ceiling)
{
    static const enum ops_stream of[] = {
        [COURSE_TALK] = OPS_TALK, [COURSE_RARE] = OPS_RARE, [COURSE_RUNS] = OPS_RUNS};
    return of[ceiling->stream];
}

bool counted_is_measured(enum ops_stream stream)
{
    const struct stage *stage = judging()->stage;
    bool measured = stream == OPS_TALK || stream == OPS_TWIN;
    for (size_t i = 0; i < stage->instruction_count; i++)
        measured |= counted_stream_of(&stage->instructions[i]) == stream;
    return measured;
}

struct run counted_start(const char *name, enum ops_stream stream, const char *probe, bool ours)
{
    char file[64];
    snprintf(file, sizeof file, "%s.callgrind", name);
    return ops_start(&(struct ops_request){.name = name,
                                           .tool = tool_callgrind_systime,
                                           .file_options = {"--callgrind-out-file="},
                                           .file_names = {file},
                                           .probe = probe,
                                           .kind = RUN_STATIC,
                                           .ours = ours,
                                           .stream = stream,
                                           .ops = counted_streams[stream].ops,
                                           .room = counted_streams[stream].room});
}

bool counted_read(const char *name, struct counted *counted, char *error)
{
    char file[64];
    snprintf(file, sizeof file, "%s.callgrind", name);
    judging_read(file, &counted->text);
    if (!callgrind_read(file, buffer_unread(&counted->text), &counted->profile, error) ||
        !totals_of_cpu(file, &counted->profile, &counted->instructions_event,
                       &counted->instructions, error))
        return false;
    size_t event;
    if (callgrind_event(&counted->profile, "sysCount", &event))
        counted->system_calls = counted->profile.totals.of[event];
    counted->interface_calls = hot_interface_calls(&counted->profile);
    return true;
}

void counted_dispose(struct counted *counted)
{
    callgrind_dispose(&counted->profile);
    buffer_dispose(&counted->text);
}

double counted_per_byte(uint64_t instructions, enum ops_stream stream)
{
    return (double)instructions / ((double)ops_stream_len(stream) * counted_streams[stream].ops);
}
