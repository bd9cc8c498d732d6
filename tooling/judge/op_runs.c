#include "judge/op_runs.h"

#include "base/files.h"
#include "judge/judged_build.h"
#include "judge/probe_run.h"

#include <stdio.h>
#include <string.h>

const struct cost_shape *ops_shape(enum ops_stream stream)
{
    return stream < OPS_SHAPES ? NULL : &cost_shapes[(stream - OPS_SHAPES) / 2];
}

bool ops_case(const struct gate_context *gate, enum ops_stream stream, struct buffer *memory,
              struct probe_case *c)
{
    *memory = buffer_bounded(SIZE_MAX);
    *c = stream < OPS_SHAPES ? gate->contract->streams[stream].make(gate->request.seed, memory)
                             : cost_case((stream - OPS_SHAPES) / 2, (stream - OPS_SHAPES) % 2 == 1,
                                         gate->request.seed, memory);
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

uint64_t ops_stream_output(const struct gate_context *gate, enum ops_stream stream)
{
    struct buffer memory, output = buffer_bounded(SIZE_MAX);
    struct probe_case c;
    ops_case(gate, stream, &memory, &c);
    gate->contract->oracle(&c, &output);
    uint64_t len = output.len;
    buffer_dispose(&memory);
    buffer_dispose(&output);
    return len;
}

const char *ops_stream_name(const struct gate_context *gate, enum ops_stream stream)
{
    const struct cost_shape *shape = ops_shape(stream);
    return shape == NULL ? gate->contract->streams[stream].name : shape->name;
}

uint64_t ops_heap_room(const struct gate_context *gate)
{
    return 4096 + gate->request.seed % 4096;
}

/* Where in its page a stream lies comes from the seed, but for the first and the second. */
static bool write_cases(const struct gate_context *gate, const struct ops_request *request,
                        const char *path, struct error *error)
{
    static const unsigned char moves[4096];
    struct buffer text = buffer_bounded(SIZE_MAX);
    bool made = true;
    for (size_t i = 0; i < request->stream_count && made; i++) {
        struct buffer memory;
        struct probe_case c;
        made = ops_case(gate, request->streams[i], &memory, &c);
        if (request->streams[i] < OPS_SHAPES)
            c.room = request->room;
        if (i == 1) /* ops begin with an empty output: this only stands before the next stream */
            c.before = bytes_of(moves, gate->request.seed % sizeof moves);
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
    char ops[32];
    struct compile_paths build;
    struct error error;
    if (!judged_build_paths(gate, CHECK_PROGRAM, &build, &error) ||
        !check_path(cases, gate->folder, request->name, CHECK_CASES, &error) ||
        !check_path(answers, gate->folder, request->name, CHECK_ANSWERS, &error) ||
        !write_cases(gate, request, cases, &error))
        return run_failed(request->name, error.text);
    snprintf(ops, sizeof ops, "%u,%u", request->ops,
             request->then == 0 ? request->ops : request->then);
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
static uint64_t count_right(const struct gate_context *gate, struct scan *s,
                            const struct probe_case *c, uint64_t ops)
{
    struct probe_answer answer;
    struct buffer expected = buffer_bounded(SIZE_MAX);
    enum stream_status status = gate->contract->oracle(c, &expected);
    struct bytes all = buffer_rest(&expected);
    uint64_t right = 0;
    bool ended;
    while (right < ops && frame_read_answer(s, &answer, &ended) &&
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

/* Says which of `ops` answers was wrong, after `right` that were not. */
static void add_wrong(const struct gate_context *gate, enum ops_stream stream, uint64_t right,
                      uint64_t ops, struct buffer *message)
{
    static const char reason[] = ": the figures count only if the work is done";
    format_add(message, "\n  %s, ", ops_stream_name(gate, stream));
    if (ops > 1)
        format_add(message, "call %u of %u gave", (unsigned)right + 1, (unsigned)ops);
    else
        format_add(message, "it gave");
    format_add(message, " a wrong answer while it was measured");
    if (memmem(message->at, message->len, reason, strlen(reason)) == NULL)
        format_add(message, "%s", reason); /* the same holds for each stream */
}

void ops_judge_run(const struct gate_context *gate, const struct ops_request *request,
                   struct gate_report *report)
{
    struct error error;
    struct buffer text;
    bool right = true;
    gate_read(gate, request->name, CHECK_ANSWERS, &text);
    struct scan s = scan_of(request->name, buffer_rest(&text), &error);
    /* After a wrong answer it is not known where the next stream's begin. */
    for (size_t i = 0; i < request->stream_count && right; i++) {
        struct buffer memory;
        struct probe_case c;
        uint64_t ops = i == 0 || request->then == 0 ? request->ops : request->then;
        uint64_t count =
            ops_case(gate, request->streams[i], &memory, &c) ? count_right(gate, &s, &c, ops) : 0;
        buffer_dispose(&memory);
        /* What is right but for some shape is correctness' to tell. */
        right = count == ops || request->streams[i] >= OPS_SHAPES;
        if (!right)
            add_wrong(gate, request->streams[i], count, ops, gate_not_yet(report));
    }
    buffer_dispose(&text);
}

void ops_judge_answers(const struct gate_context *gate, const char *name, enum ops_stream stream,
                       uint64_t ops, struct gate_report *report)
{
    const struct ops_request request = {
        .name = name, .streams = {stream}, .stream_count = 1, .ops = (unsigned)ops};
    ops_judge_run(gate, &request, report);
}
