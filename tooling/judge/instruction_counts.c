#include "judge/instruction_counts.h"

#include "base/files.h"
#include "judge/hot_lines.h"
#include "judge/judged_build.h"
#include "judge/op_runs.h"
#include "judge/probe_run.h"
#include "judge_config.h" /* made by CMake: where the workbook's own programs are */
#include "measure/samples.h"
#include "measure/totals.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { SHORT, LONG };

bool instructions_like_talk(enum ops_stream stream)
{
    const struct cost_shape *shape = ops_shape(stream);
    return shape == NULL ? stream == OPS_TALK || stream == OPS_TWIN
                         : shape->ceilings == (stream - OPS_SHAPES) % 2 + 1;
}

/*
 * The runs of the stage: the first has a baseline's streams, and then all others. Memory of `room` bytes
 * is cleared before each op: for a short one little.
 */
static struct ops_request make_request(const struct gate_context *gate, size_t run,
                                       bool is_baseline)
{
    struct ops_request request = {
        .name = "stage", .tool = TOOL_CALLGRIND_CASES, .is_static = true, .room = 4096};
    size_t *count = &request.stream_count;
    if (run == LONG) {
        request.name = "stage-long";
        request.room = 1 << 18;
        request.ops = 2;
        request.streams[(*count)++] = OPS_RARE;
        request.streams[(*count)++] = OPS_RUNS;
        return request;
    }
    request.ops = OPS_FOR_CPU;
    request.then = 1;
    request.streams[(*count)++] = OPS_TALK;
    for (enum ops_stream i = OPS_SHAPES; i < OPS_STREAMS; i++) {
        if (instructions_like_talk(i))
            request.streams[(*count)++] = i;
    }
    request.streams[(*count)++] = OPS_TWIN;
    size_t shapes = is_baseline ? 0 : cost_shape_count(gate->contract->in_chunks);
    for (enum ops_stream i = OPS_SHAPES; i < OPS_SHAPES + 2 * shapes; i++) {
        if (!instructions_like_talk(i))
            request.streams[(*count)++] = i;
    }
    return request;
}

enum ops_stream instructions_stream_of(const struct instruction_ceiling *ceiling)
{
    static const enum ops_stream of[] = {
        [COURSE_TALK] = OPS_TALK, [COURSE_RARE] = OPS_RARE, [COURSE_RUNS] = OPS_RUNS};
    return of[ceiling->stream];
}

bool instructions_has_ceiling(const struct gate_context *gate, size_t i, enum ops_stream stream)
{
    enum ops_stream of = instructions_stream_of(&gate->stage->instructions[i]);
    return stream == of || (of == OPS_TALK && instructions_like_talk(stream));
}

/* Every stage has the first run; the other is for ceilings on its streams. */
static bool is_measured(const struct gate_context *gate, size_t run)
{
    bool measured = run == SHORT;
    for (size_t i = 0; i < gate->stage->instruction_count; i++)
        measured |= instructions_stream_of(&gate->stage->instructions[i]) >= OPS_RARE;
    return measured;
}

double instructions_per_byte(const struct instruction_count *count)
{
    return (double)count->instructions / ((double)count->bytes * (double)count->ops);
}

/* Reads a part of a run's file. */
static bool read_part(const char *file, struct bytes part, struct instruction_count *count,
                      struct error *error)
{
    size_t event;
    if (!callgrind_read(file, part, &count->profile, error) ||
        !totals_of_cpu(file, &count->profile, &count->event, &count->instructions, error))
        return false;
    if (callgrind_event(&count->profile, "sysCount", &event))
        count->system_calls = count->profile.totals.of[event];
    count->interface_calls = hot_interface_calls(&count->profile);
    return true;
}

/* Reads what a run counted on each of its streams. The profiles borrow `text`. */
static bool read_counts(const struct gate_context *gate, const struct ops_request *request,
                        struct instruction_count on[OPS_STREAMS], struct buffer *text,
                        struct error *error)
{
    char file[64];
    bool read = true;
    snprintf(file, sizeof file, "%s.out", request->name);
    gate_read(gate, file, "", text);
    struct bytes rest = buffer_rest(text);
    for (size_t i = 0; i < request->stream_count && read; i++) {
        struct instruction_count *count = &on[request->streams[i]];
        read = read_part(file, callgrind_cut_part(&rest), count, error);
        count->ops = i == 0 || request->then == 0 ? request->ops : request->then;
        count->bytes = ops_stream_len(gate, request->streams[i]);
    }
    return read;
}

/* --- What the ceilings refer to: each program is measured once, at the place of its first ceiling --- */

struct baseline {
    const char *name;
    bool kept; /* another check of the same grading has measured it */
    struct run run;
};

static size_t baseline_place(const struct gate_context *gate, size_t i)
{
    const struct instruction_ceiling *ceilings = gate->stage->instructions;
    size_t first = 0;
    while (strcmp(ceilings[first].reference, ceilings[i].reference) != 0)
        first++;
    return first;
}

const struct instruction_count *instructions_baseline(const struct gate_context *gate,
                                                      const struct instruction_counts *counts,
                                                      size_t i, enum ops_stream stream)
{
    bool is_same = instructions_stream_of(&gate->stage->instructions[i]) == OPS_TALK;
    return &counts->baselines[baseline_place(gate, i)][is_same ? stream : OPS_TALK];
}

/* Copies a baseline's profile from where the checks of a grading keep it, or to there. */
static bool copy_kept(const struct gate_context *gate, const char *name, bool is_taken)
{
    char here[CHECK_PATH_SIZE], kept[CHECK_PATH_SIZE], ending[64];
    struct error unused;
    const char *cache = gate->request.cache_dir;
    /* The streams come from the seed. */
    snprintf(ending, sizeof ending, "-%" PRIu64 ".callgrind", gate->request.seed);
    if (cache[0] == '\0' || !check_path(here, gate->folder, name, ".out", &unused) ||
        !check_path(kept, cache, name, ending, &unused))
        return false;
    if (is_taken)
        return access(kept, R_OK) == 0 && file_copy(kept, here, &unused);
    return folder_make(cache, &unused) && file_copy(here, kept, &unused);
}

static void start_baselines(const struct gate_context *gate,
                            struct baseline baselines[COURSE_MOST_CEILINGS])
{
    for (size_t i = 0; i < gate->stage->instruction_count; i++) {
        char program[CHECK_PATH_SIZE];
        const char *name = gate->stage->instructions[i].reference;
        if (baseline_place(gate, i) != i)
            continue;
        snprintf(program, sizeof program, "%s/%s", JUDGE_REFERENCES, name);
        baselines[i].name = name;
        baselines[i].kept = copy_kept(gate, name, true);
        if (baselines[i].kept)
            continue;
        struct ops_request request = make_request(gate, SHORT, true);
        request.name = name;
        request.program = program;
        baselines[i].run = ops_start(gate, &request);
    }
}

/* Waits for all of them, and reads them unless the report has a reason to say already. */
static bool read_baselines(const struct gate_context *gate,
                           struct baseline baselines[COURSE_MOST_CEILINGS], bool is_wanted,
                           struct instruction_counts *counts, struct gate_report *report)
{
    struct error unused;
    for (size_t i = 0; i < COURSE_MOST_CEILINGS; i++) {
        if (baselines[i].name != NULL && !baselines[i].kept)
            run_wait(&baselines[i].run);
    }
    for (size_t i = 0; i < COURSE_MOST_CEILINGS && is_wanted; i++) {
        const struct baseline *baseline = &baselines[i];
        if (baseline->name == NULL)
            continue;
        struct buffer text = buffer_bounded(0);
        struct ops_request request = make_request(gate, SHORT, true);
        request.name = baseline->name;
        bool read = (baseline->kept || baseline->run.complete) &&
                    read_counts(gate, &request, counts->baselines[i], &text, &unused);
        for (size_t j = 0; j < OPS_STREAMS; j++)
            callgrind_dispose(&counts->baselines[i][j].profile);
        buffer_dispose(&text);
        if (!read)
            return gate_not_measured(report, "%s could not be measured beside it", baseline->name);
        if (!baseline->kept)
            copy_kept(gate, baseline->name,
                      false); /* if it cannot be, the next check measures it */
    }
    return is_wanted;
}

/*
 * Asks addr2line, in the file's box, since debug information is its author's, what was inlined at the
 * addresses of all profiles. Without an answer each line counts for the function that the profile
 * names.
 */
static void find_inlined(const struct gate_context *gate, struct instruction_counts *counts)
{
    char path[CHECK_PATH_SIZE], argument[CHECK_PATH_SIZE + 1];
    struct compile_paths build;
    struct error unused;
    struct buffer text = buffer_bounded(SIZE_MAX);
    bool written = true;
    for (size_t i = 0; i < OPS_SHAPES; i++) /* the shapes run the same code */
        written = written && cpu_addresses(&counts->on[i].profile, &text);
    written = written && check_path(path, gate->folder, "inlined", ".addresses", &unused) &&
              judged_build_paths(gate, CHECK_PROGRAM, &build, &unused) &&
              file_write(path, buffer_rest(&text), &unused);
    buffer_dispose(&text);
    if (!written)
        return;
    snprintf(argument, sizeof argument, "@%s", path);
    /* The mark that a run adds is one more address, which nobody looks up. */
    struct run run = run_start(gate, &(struct run_request){.tool = TOOL_ADDR2LINE,
                                                           .name = "inlined",
                                                           .work = "addresses",
                                                           .words = {build.static_probe, argument},
                                                           .reads = path});
    run_wait(&run);
    if (!process_succeeded(run.result))
        return;
    gate_read(gate, run.name, ".stdout", &counts->inlined_text);
    addr2line_read("addr2line", buffer_rest(&counts->inlined_text), &counts->inlined, &unused);
}

bool instructions_measure(const struct gate_context *gate, struct instruction_counts *counts,
                          struct gate_report *report)
{
    struct baseline baselines[COURSE_MOST_CEILINGS] = {{.name = NULL}};
    struct run runs[INSTRUCTION_RUNS] = {{.name = NULL}};
    struct error error;
    bool measured = true;
    for (size_t i = 0; i < INSTRUCTION_RUNS; i++) {
        struct ops_request request = make_request(gate, i, false);
        if (is_measured(gate, i))
            runs[i] = ops_start(gate, &request);
    }
    start_baselines(gate, baselines);
    for (size_t i = 0; i < INSTRUCTION_RUNS; i++)
        run_wait(&runs[i]);
    for (size_t i = 0; i < INSTRUCTION_RUNS && measured; i++)
        measured = !is_measured(gate, i) || run_completed(gate, &runs[i], report);
    if (!read_baselines(gate, baselines, measured, counts, report))
        return false;
    for (size_t i = 0; i < INSTRUCTION_RUNS; i++) {
        struct ops_request request = make_request(gate, i, false);
        if (is_measured(gate, i) &&
            !read_counts(gate, &request, counts->on, &counts->texts[i], &error))
            return gate_not_measured(report, "%s", error.text);
    }
    find_inlined(gate, counts);
    return true;
}

void instructions_judge_answers(const struct gate_context *gate, struct gate_report *report)
{
    for (size_t i = 0; i < INSTRUCTION_RUNS; i++) {
        struct ops_request request = make_request(gate, i, false);
        if (is_measured(gate, i))
            ops_judge_run(gate, &request, report);
    }
}

void instructions_dispose(struct instruction_counts *counts)
{
    for (size_t i = 0; i < OPS_STREAMS; i++)
        callgrind_dispose(&counts->on[i].profile);
    for (size_t i = 0; i < INSTRUCTION_RUNS; i++)
        buffer_dispose(&counts->texts[i]);
    addr2line_dispose(&counts->inlined);
    buffer_dispose(&counts->inlined_text);
}
