#include "judge/op_runs.h"

#include "base/files.h"
#include "judge/judged_build.h"
#include "judge/probe_run.h"

#include <stdio.h>
#include <string.h>

bool ops_case(const struct gate_context *gate, enum ops_stream stream, struct buffer *memory,
              struct probe_case *c)
{
    *memory = buffer_bounded(SIZE_MAX);
    *c = gate->contract->streams[stream].make(gate->request.seed, memory);
    return !format_failed(memory);
}

uint64_t ops_stream_len(const struct gate_context *gate, enum ops_stream stream)
{
    struct buffer memory;
    struct probe_case c;
    ops_case(gate, stream, &memory, &c);
    buffer_dispose(&memory);
    return c.data.len * (c.stream.times > 1 ? c.stream.times : 1);
}

uint64_t ops_heap_room(const struct gate_context *gate)
{
    return 4096 + gate->request.seed % 4096;
}

static bool write_cases(const struct gate_context *gate, const struct ops_request *request,
                        const char *path, struct error *error)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    bool made = true;
    for (size_t i = 0; i < request->stream_count && made; i++) {
        struct buffer memory;
        struct probe_case c;
        made = ops_case(gate, request->streams[i], &memory, &c);
        c.room = request->room;
        made = made && frame_write_case(&text, &c) == STREAM_OK;
        buffer_dispose(&memory);
    }
    bool written = made ? file_write(path, buffer_rest(&text), error) : error_out_of_memory(error);
    buffer_dispose(&text);
    return written;
}

struct run ops_start(const struct gate_context *gate, const struct ops_request *request)
{
    char cases[CHECK_PATH_SIZE];
    char answers[CHECK_PATH_SIZE];
    char ops[16];
    struct compile_paths build;
    struct error error;
    if (!judged_build_paths(gate, CHECK_PROGRAM, &build, &error) ||
        !check_path(cases, gate->folder, request->name, CHECK_CASES, &error) ||
        !check_path(answers, gate->folder, request->name, CHECK_ANSWERS, &error) ||
        !write_cases(gate, request, cases, &error))
        return run_failed(request->name, error.text);
    snprintf(ops, sizeof ops, "%u", request->ops);
    const char *probe = request->is_static ? build.static_probe : build.probe;
    bool ours = request->program != NULL;
    return run_start(gate, &(struct run_request){.tool = request->tool,
                                                 .name = request->name,
                                                 .work = "ops",
                                                 .words = {ours ? request->program : probe, "--ops",
                                                           ops, cases, answers},
                                                 .reads = cases,
                                                 .writes = answers,
                                                 .ours = ours});
}

/* The number of right answers before the first that is wrong or missing. */
static uint64_t count_right(const struct gate_context *gate, struct scan s,
                            const struct probe_case *c, uint64_t ops)
{
    struct probe_answer answer;
    struct buffer expected = buffer_bounded(SIZE_MAX);
    enum stream_status status = gate->contract->oracle(c, &expected);
    struct bytes all = buffer_rest(&expected);
    uint64_t right = 0;
    bool ended;
    while (right < ops && frame_read_answer(&s, &answer, &ended) &&
           answer.status == (uint64_t)status) {
        /* Of a stream that came many times the last part is left in the output. */
        if (c->stream.times > 1 && answer.output.len > all.len)
            answer.output = bytes_skip(answer.output, answer.output.len - all.len);
        if (!bytes_equal(answer.output, all))
            break;
        right++;
    }
    buffer_dispose(&expected);
    return right;
}

void ops_judge_answers(const struct gate_context *gate, const char *name, enum ops_stream stream,
                       uint64_t before, uint64_t ops, struct gate_report *report)
{
    static const char reason[] = ": the figures count only if the work is done";
    struct error error;
    struct buffer text, memory;
    struct probe_case c;
    struct probe_answer skipped;
    bool ended;
    bool made = ops_case(gate, stream, &memory, &c);
    gate_read(gate, name, CHECK_ANSWERS, &text);
    struct scan s = scan_of(name, buffer_rest(&text), &error);
    while (before > 0 && frame_read_answer(&s, &skipped, &ended))
        before--;
    uint64_t right = made ? count_right(gate, s, &c, ops) : 0;
    buffer_dispose(&text);
    buffer_dispose(&memory);
    if (right == ops)
        return;
    struct buffer *message = gate_not_yet(report);
    format_add(message, "\n  %s, call %u of %u gave a wrong answer while it was measured",
               gate->contract->streams[stream].name, (unsigned)right + 1, (unsigned)ops);
    if (memmem(message->at, message->len, reason, strlen(reason)) == NULL)
        format_add(message, "%s", reason); /* the same holds for each stream */
}
