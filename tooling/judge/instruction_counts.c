#include "judge/instruction_counts.h"

#include "judge/hot_lines.h"
#include "measure/tools.h"
#include "measure/totals.h"

#include <stdio.h>
#include <string.h>

const struct counted_run counted_runs[COUNTED_RUNS] = {
    [COUNTED_SHORT] = {"stage", {OPS_TALK, OPS_TWIN}, OPS_FOR_CPU, 4096},
    [COUNTED_LONG] = {"stage-long", {OPS_RARE, OPS_RUNS}, 2, 1 << 18}};

const struct counted_stream counted_streams[COUNTED_STREAMS] = {
    [OPS_TALK] = {&counted_runs[COUNTED_SHORT], 0},
    [OPS_TWIN] = {&counted_runs[COUNTED_SHORT], 1},
    [OPS_RARE] = {&counted_runs[COUNTED_LONG], 0},
    [OPS_RUNS] = {&counted_runs[COUNTED_LONG], 1}};

enum ops_stream counted_stream_of(const struct instruction_ceiling *ceiling)
{
    static const enum ops_stream of[] = {
        [COURSE_TALK] = OPS_TALK, [COURSE_RARE] = OPS_RARE, [COURSE_RUNS] = OPS_RUNS};
    return of[ceiling->stream];
}

bool counted_is_measured(const struct counted_run *run)
{
    const struct stage *stage = judging()->stage;
    bool measured = run == &counted_runs[COUNTED_SHORT];
    for (size_t i = 0; i < stage->instruction_count; i++)
        measured |= counted_streams[counted_stream_of(&stage->instructions[i])].run == run;
    return measured;
}

static struct run start(const struct counted_run *run, size_t streams, const char *probe, bool ours)
{
    char file[64];
    snprintf(file, sizeof file, "%s.callgrind", run->name);
    struct ops_request request = {.name = run->name,
                                  .tool = tool_callgrind_cases,
                                  .file_options = {"--callgrind-out-file="},
                                  .file_names = {file},
                                  .probe = probe,
                                  .kind = RUN_STATIC,
                                  .ours = ours,
                                  .stream_count = streams,
                                  .ops = run->ops,
                                  .room = run->room};
    memcpy(request.streams, run->streams, sizeof request.streams);
    return ops_start(&request);
}

struct run counted_start(const struct counted_run *run, const char *probe)
{
    return start(run, OPS_MOST_STREAMS, probe, false);
}

struct run counted_start_reference(const char *name, const char *probe)
{
    struct counted_run of_talk = counted_runs[COUNTED_SHORT];
    of_talk.name = name;
    return start(&of_talk, 1, probe, true);
}

bool counted_read(const char *name, unsigned place, struct counted *counted, struct error *error)
{
    char file[64];
    snprintf(file, sizeof file, "%s.callgrind", name);
    judging_read(file, &counted->text);
    struct bytes rest = buffer_rest(&counted->text);
    struct bytes part = callgrind_cut_part(&rest);
    for (; place > 0; place--)
        part = callgrind_cut_part(&rest);
    if (!callgrind_read(file, part, &counted->profile, error) ||
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
    return (double)instructions /
           ((double)ops_stream_len(stream) * counted_streams[stream].run->ops);
}
