#include "judge/instruction_counts.h"

#include "base/files.h"
#include "judge/hot_lines.h"
#include "judge/judged_build.h"
#include "judge/op_runs.h"
#include "judge/probe_run.h"
#include "judge_config.h" /* made by CMake: where the workbook's own programs are */
#include "measure/samples.h"
#include "measure/totals.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The runs of the stage. Memory of `room` bytes is cleared before each op: for a short one little. */
enum { SHORT, LONG, RUNS };
static const struct ops_request stage_runs[RUNS] = {[SHORT] = {.name = "stage",
                                                               .tool = TOOL_CALLGRIND_CASES,
                                                               .is_static = true,
                                                               .streams = {OPS_TALK, OPS_TWIN},
                                                               .stream_count = 2,
                                                               .ops = OPS_FOR_CPU,
                                                               .room = 4096},
                                                    [LONG] = {.name = "stage-long",
                                                              .tool = TOOL_CALLGRIND_CASES,
                                                              .is_static = true,
                                                              .streams = {OPS_RARE, OPS_RUNS},
                                                              .stream_count = 2,
                                                              .ops = 2,
                                                              .room = 1 << 18}};

enum ops_stream instructions_stream_of(const struct instruction_ceiling *ceiling)
{
    static const enum ops_stream of[] = {
        [COURSE_TALK] = OPS_TALK, [COURSE_RARE] = OPS_RARE, [COURSE_RUNS] = OPS_RUNS};
    return of[ceiling->stream];
}

/* Every stage is measured on the talk's stream and its twin; on others if it has a ceiling there. */
static bool is_measured(const struct gate_context *gate, size_t run)
{
    bool measured = run == SHORT;
    for (size_t i = 0; i < gate->stage->instruction_count; i++)
        measured |= instructions_stream_of(&gate->stage->instructions[i]) >= OPS_RARE;
    return measured;
}

double instructions_per_byte(const struct gate_context *gate, const struct instruction_count *count,
                             enum ops_stream stream)
{
    return (double)count->instructions /
           ((double)ops_stream_len(gate, stream) * (double)count->ops);
}

/* Reads what a run counted on its stream `place`. */
static bool read_count(const struct gate_context *gate, const char *name, size_t place,
                       uint64_t ops, struct instruction_count *count, struct error *error)
{
    char file[64];
    size_t event;
    snprintf(file, sizeof file, "%s.out", name);
    gate_read(gate, file, "", &count->text);
    struct bytes rest = buffer_rest(&count->text);
    struct bytes part = callgrind_cut_part(&rest);
    for (; place > 0; place--)
        part = callgrind_cut_part(&rest);
    if (!callgrind_read(file, part, &count->profile, error) ||
        !totals_of_cpu(file, &count->profile, &count->event, &count->instructions, error))
        return false;
    if (callgrind_event(&count->profile, "sysCount", &event))
        count->system_calls = count->profile.totals.of[event];
    count->interface_calls = hot_interface_calls(&count->profile);
    count->ops = ops;
    return true;
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
                                                      size_t i)
{
    return &counts->baselines[baseline_place(gate, i)];
}

/* Copies a baseline's profile from where the checks of a grading keep it, or to there. */
static bool copy_kept(const struct gate_context *gate, const char *name, bool is_taken)
{
    char here[CHECK_PATH_SIZE], kept[CHECK_PATH_SIZE];
    struct error unused;
    const char *cache = gate->request.cache_dir;
    if (cache[0] == '\0' || !check_path(here, gate->folder, name, ".out", &unused) ||
        !check_path(kept, cache, name, ".callgrind", &unused))
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
        struct ops_request request = stage_runs[SHORT];
        request.name = name;
        request.program = program;
        request.stream_count = 1;
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
        if ((!baseline->kept && !baseline->run.complete) ||
            !read_count(gate, baseline->name, 0, OPS_FOR_CPU, &counts->baselines[i], &unused))
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
    for (size_t i = 0; i < OPS_STREAMS; i++)
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
    struct run runs[RUNS] = {{.name = NULL}};
    struct error error;
    bool measured = true;
    for (size_t i = 0; i < RUNS; i++) {
        if (is_measured(gate, i))
            runs[i] = ops_start(gate, &stage_runs[i]);
    }
    start_baselines(gate, baselines);
    for (size_t i = 0; i < RUNS; i++)
        run_wait(&runs[i]);
    for (size_t i = 0; i < RUNS && measured; i++)
        measured = !is_measured(gate, i) || run_completed(gate, &runs[i], report);
    if (!read_baselines(gate, baselines, measured, counts, report))
        return false;
    for (size_t i = 0; i < RUNS; i++) {
        for (size_t j = 0; j < stage_runs[i].stream_count && is_measured(gate, i); j++) {
            if (!read_count(gate, stage_runs[i].name, j, stage_runs[i].ops,
                            &counts->on[stage_runs[i].streams[j]], &error))
                return gate_not_measured(report, "%s", error.text);
        }
    }
    find_inlined(gate, counts);
    return true;
}

void instructions_judge_answers(const struct gate_context *gate, struct gate_report *report)
{
    for (size_t i = 0; i < RUNS; i++) {
        const struct ops_request *run = &stage_runs[i];
        for (size_t j = 0; j < run->stream_count && is_measured(gate, i); j++) {
            if (run->streams[j] != OPS_TALK)
                ops_judge_answers(gate, run->name, run->streams[j], j * run->ops, run->ops, report);
        }
    }
}

void instructions_dispose(struct instruction_counts *counts)
{
    for (size_t i = 0; i < OPS_STREAMS; i++) {
        callgrind_dispose(&counts->on[i].profile);
        buffer_dispose(&counts->on[i].text);
    }
    for (size_t i = 0; i < COURSE_MOST_CEILINGS; i++) {
        callgrind_dispose(&counts->baselines[i].profile);
        buffer_dispose(&counts->baselines[i].text);
    }
    addr2line_dispose(&counts->inlined);
    buffer_dispose(&counts->inlined_text);
}
