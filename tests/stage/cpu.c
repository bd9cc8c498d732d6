/* The stage makes no more interface calls, and needs no more instructions, than its ceilings say. */
#include "files/files.h"
#include "judge_config.h" /* made by CMake: where the workbook's own programs are */
#include "measure/tools.h"
#include "measure/totals.h"
#include "result/result.h"
#include "stage/hot_lines.h"
#include "stage/ops.h"
#include "text/scan.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct cpu {
    struct callgrind profile;
    struct buffer text; /* which the profile borrows */
    size_t instructions_event;
    uint64_t
        instructions; /* of algo_one and all that it calls, in all ops together, as are the next */
    uint64_t interface_calls;
    uint64_t system_calls;
};

/* The streams that a stage can be measured on, and what messages call those besides the talk's. */
static const struct {
    const char *run, *name;
    unsigned ops;
    uint64_t room; /* cleared before each op, which takes longer than a short op if it is large */
} streams[] = {[OPS_TALK] = {"stage", NULL, OPS_FOR_CPU, 4096},
               [OPS_TWIN] = {"stage-twin", NULL, OPS_FOR_CPU, 4096},
               [OPS_RARE] = {"stage-rare", "where a match is rare", 2, 1 << 18},
               [OPS_RUNS] = {"stage-runs", "where each window is nearly a match", 2, 1 << 18}};
enum { STREAMS = sizeof streams / sizeof *streams };

static enum ops_stream stream_of(const struct instruction_ceiling *ceiling)
{
    static const enum ops_stream of[] = {
        [COURSE_TALK] = OPS_TALK, [COURSE_RARE] = OPS_RARE, [COURSE_RUNS] = OPS_RUNS};
    return of[ceiling->stream];
}

/* Every stage is measured on the talk's stream and its twin; on the others where it has a ceiling. */
static bool is_measured(enum ops_stream stream)
{
    const struct stage *stage = judging()->stage;
    bool measured = stream == OPS_TALK || stream == OPS_TWIN;
    for (size_t i = 0; i < stage->instruction_count; i++)
        measured |= stream_of(&stage->instructions[i]) == stream;
    return measured;
}

static struct run start_callgrind(const char *name, enum ops_stream stream, const char *probe,
                                  bool ours)
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
                                           .ops = streams[stream].ops,
                                           .room = streams[stream].room});
}

static bool read_cpu(const char *name, struct cpu *cpu, char *error)
{
    char file[64];
    snprintf(file, sizeof file, "%s.callgrind", name);
    judging_read(file, &cpu->text);
    if (!callgrind_read(file, buffer_unread(&cpu->text), &cpu->profile, error) ||
        !totals_of_cpu(file, &cpu->profile, &cpu->instructions_event, &cpu->instructions, error))
        return false;
    size_t event;
    if (callgrind_event(&cpu->profile, "sysCount", &event))
        cpu->system_calls = cpu->profile.totals.of[event];
    cpu->interface_calls = hot_interface_calls(&cpu->profile);
    return true;
}

static void dispose_cpu(struct cpu *cpu)
{
    callgrind_dispose(&cpu->profile);
    buffer_dispose(&cpu->text);
}

/* In proportion to the bytes that each went through. */
static bool is_over(const struct instruction_ceiling *ceiling, uint64_t own, uint64_t reference)
{
    enum ops_stream stream = stream_of(ceiling);
    uint64_t left = own * ceiling->denominator * streams[OPS_TALK].ops * ops_stream_len(OPS_TALK);
    uint64_t right = reference * ceiling->numerator * streams[stream].ops * ops_stream_len(stream);
    return ceiling->fewer ? left >= right : left > right;
}

static double per_byte(uint64_t instructions, enum ops_stream stream)
{
    return (double)instructions / ((double)ops_stream_len(stream) * streams[stream].ops);
}

static void add_ceiling(const struct instruction_ceiling *ceiling, uint64_t reference,
                        struct buffer *text)
{
    enum ops_stream stream = stream_of(ceiling);
    if (streams[stream].name != NULL)
        format_add(text, "\n  %s,", streams[stream].name);
    else
        format_add(text, "\n ");
    format_add(text, " the ceiling is %s", ceiling->fewer ? "fewer than " : "at most ");
    if (ceiling->numerator != 1 || ceiling->denominator != 1)
        format_add(text, "%u/%u of ", ceiling->numerator, ceiling->denominator);
    format_add(text, "%s's ", ceiling->reference);
    if (stream == OPS_TALK)
        hot_lines_add_instructions(text, reference, OPS_FOR_CPU);
    else
        format_add(text, "%.2f instructions a byte on the talk's stream",
                   per_byte(reference, OPS_TALK));
    format_add(text, ", measured beside it");
}

/* What was measured beside the stage: each reference once, at the place of its first ceiling. */
struct references {
    bool kept[COURSE_MOST_CEILINGS]; /* by another check of the same grading */
    struct run runs[COURSE_MOST_CEILINGS];
    struct cpu cpus[COURSE_MOST_CEILINGS];
};

/* The place of the reference of ceiling `i`. */
static size_t reference_of(size_t i)
{
    const struct instruction_ceiling *ceilings = judging()->stage->instructions;
    size_t first = 0;
    while (strcmp(ceilings[first].reference, ceilings[i].reference) != 0)
        first++;
    return first;
}

/* The profile of a reference: in this check's folder, and where checks keep it. */
static bool kept_paths(const char *name, char here[JUDGING_PATH_SIZE], char kept[JUDGING_PATH_SIZE])
{
    const char *folder = judging()->beside;
    run_path(here, name, "callgrind");
    return *folder != '\0' &&
           snprintf(kept, JUDGING_PATH_SIZE, "%s/%s.callgrind", folder, name) < JUDGING_PATH_SIZE;
}

static bool take_kept(const char *name)
{
    char here[JUDGING_PATH_SIZE];
    char kept[JUDGING_PATH_SIZE];
    char error[FILES_ERROR_SIZE];
    return kept_paths(name, here, kept) && access(kept, R_OK) == 0 && file_copy(kept, here, error);
}

/* Where it cannot be kept, the next check measures it again. */
static void keep(const char *name)
{
    char here[JUDGING_PATH_SIZE];
    char kept[JUDGING_PATH_SIZE];
    char error[FILES_ERROR_SIZE];
    if (kept_paths(name, here, kept) && folder_make(judging()->beside, error))
        file_copy(here, kept, error);
}

static void start_references(struct references *references)
{
    const struct stage *stage = judging()->stage;
    for (size_t i = 0; i < stage->instruction_count; i++) {
        char probe[JUDGING_PATH_SIZE];
        const char *name = stage->instructions[i].reference;
        snprintf(probe, sizeof probe, "%s/%s", JUDGE_REFERENCES, name);
        if (reference_of(i) != i)
            continue;
        references->kept[i] = take_kept(name);
        if (!references->kept[i])
            references->runs[i] = start_callgrind(name, OPS_TALK, probe, true);
    }
}

/* Waits for the references. A finding, if there is one, is told where they cannot be read. */
static bool read_references(struct references *references, struct finding *finding)
{
    const struct stage *stage = judging()->stage;
    char error[SCAN_ERROR_SIZE];
    for (size_t i = 0; i < stage->instruction_count; i++) {
        if (reference_of(i) == i && !references->kept[i])
            run_wait(&references->runs[i]);
    }
    for (size_t i = 0; i < stage->instruction_count; i++) {
        const char *name = stage->instructions[i].reference;
        if (reference_of(i) != i)
            continue;
        if ((references->kept[i] || references->runs[i].complete) &&
            read_cpu(name, &references->cpus[i], error)) {
            if (!references->kept[i])
                keep(name);
            continue;
        }
        if (finding != NULL) {
            finding->verdict = RESULT_INCONCLUSIVE;
            format_add(&finding->message, "not measured: %s could not be measured beside it",
                       stage->instructions[i].reference);
        }
        return false;
    }
    return true;
}

/* One of the streams besides the talk's. */
static void add_stream(const struct instruction_ceiling *ceiling, const struct cpu *cpu,
                       double reference, struct finding *finding)
{
    enum ops_stream stream = stream_of(ceiling);
    double own = per_byte(cpu->instructions, stream);
    char name[64];
    snprintf(name, sizeof name, "instructions_per_byte_%s", stream == OPS_RARE ? "rare" : "runs");
    format_add(&finding->message, "\n  %s: %.3f instructions a byte; %.3f of %s",
               streams[stream].name, own, own / reference, ceiling->reference);
    finding_measured(finding, name, own);
}

static void add_figures(const struct cpu *cpus, const struct references *references,
                        struct finding *finding)
{
    const struct stage *stage = judging()->stage;
    const struct cpu *cpu = &cpus[OPS_TALK];
    struct buffer *text = &finding->message;
    hot_lines_add_instructions(text, cpu->instructions, OPS_FOR_CPU);
    format_add(text, ", ");
    format_add_per_op(text, cpu->interface_calls, OPS_FOR_CPU);
    format_add(text, " interface calls/op");
    for (size_t i = 0; i < stage->instruction_count; i++) {
        const struct instruction_ceiling *ceiling = &stage->instructions[i];
        uint64_t reference = references->cpus[reference_of(i)].instructions;
        if (ceiling->stream == COURSE_TALK)
            format_add(text, "; %.2f of %s", (double)cpu->instructions / (double)reference,
                       ceiling->reference);
        else
            add_stream(ceiling, &cpus[stream_of(ceiling)], per_byte(reference, OPS_TALK), finding);
    }
    finding_measured(finding, "instructions_per_op", (double)cpu->instructions / OPS_FOR_CPU);
    finding_measured(finding, "interface_calls_per_op", (double)cpu->interface_calls / OPS_FOR_CPU);
}

/* Interface calls, on whichever of the two streams there are more. */
static bool judge_interface_calls(const struct cpu *cpu, const struct cpu *twin,
                                  const struct hot_lines *hot, struct finding *finding)
{
    uint64_t ceiling = judging()->stage->interface_calls_per_op;
    uint64_t most =
        cpu->interface_calls > twin->interface_calls ? cpu->interface_calls : twin->interface_calls;
    if (ceiling == COURSE_ANY || most <= ceiling * OPS_FOR_CPU)
        return false;
    finding->verdict = RESULT_NOT_YET;
    format_add(&finding->message,
               "\n  the ceiling is %" PRIu64 " interface calls/op; they are made here:", ceiling);
    hot_lines_add_interface_calls(hot, &finding->message);
    return true;
}

static void add_costs(const struct cpu *cpu, unsigned ops, struct finding *finding)
{
    struct hot_lines hot = hot_lines_find(&cpu->profile, cpu->instructions_event);
    hot_lines_add_costs(&hot, cpu->instructions, ops, &finding->message);
    hot_lines_dispose(&hot);
}

/* Where interface calls are the reason, `indirect`, their lines stand above already. */
static void judge_instructions(const struct cpu *cpus, const struct references *references,
                               bool indirect, struct finding *finding)
{
    const struct stage *stage = judging()->stage;
    const struct instruction_ceiling *last = NULL;
    for (size_t i = 0; i < stage->instruction_count; i++) {
        const struct instruction_ceiling *ceiling = &stage->instructions[i];
        uint64_t reference = references->cpus[reference_of(i)].instructions;
        if (!is_over(ceiling, cpus[stream_of(ceiling)].instructions, reference))
            continue;
        finding->verdict = RESULT_NOT_YET;
        add_ceiling(ceiling, reference, &finding->message);
        last = ceiling;
    }
    if (last != NULL && !indirect)
        add_costs(&cpus[stream_of(last)], streams[stream_of(last)].ops, finding);
}

/* A program that knows the talk's stream has less to do there than on one like it. */
static void judge_twin(const struct cpu *cpu, const struct cpu *twin, struct finding *finding)
{
    if (twin->instructions <= cpu->instructions + cpu->instructions / 2)
        return;
    finding->verdict = RESULT_NOT_YET;
    format_add(&finding->message, "\n  but ");
    hot_lines_add_instructions(&finding->message, twin->instructions, OPS_FOR_CPU);
    format_add(&finding->message,
               " on a stream like it, with other letters and the rows in another "
               "order: the work must be the same for every stream");
}

static void judge_system_calls(const struct cpu *cpu, struct finding *finding)
{
    if (cpu->system_calls == 0)
        return;
    finding->verdict = RESULT_NOT_YET;
    format_add(&finding->message, "\n  ");
    format_add_per_op(&finding->message, cpu->system_calls, OPS_FOR_CPU);
    format_add(&finding->message,
               " system calls/op: %s needs none, and what it gets there is not counted",
               judging()->stage->contract->subject);
}

static void judge_cpu(const struct cpu *cpus, const struct references *references,
                      struct finding *finding)
{
    const struct cpu *cpu = &cpus[OPS_TALK];
    struct hot_lines hot = hot_lines_find(&cpu->profile, cpu->instructions_event);
    add_figures(cpus, references, finding);
    if (hot.count > 0)
        finding_measured(finding, "hottest_line", (double)hot.lines[0].line);
    bool indirect = judge_interface_calls(cpu, &cpus[OPS_TWIN], &hot, finding);
    judge_instructions(cpus, references, indirect, finding);
    judge_twin(cpu, &cpus[OPS_TWIN], finding);
    judge_system_calls(cpu, finding);
    hot_lines_dispose(&hot);
}

/* Whether the finding can be had from the runs; else its message says why not. */
static bool can_judge(const struct run *runs, struct references *references,
                      struct finding *finding)
{
    bool complete = true;
    for (size_t i = OPS_TALK; i < STREAMS && complete; i++)
        complete = !is_measured((enum ops_stream)i) || run_completed(&runs[i], finding);
    return read_references(references, complete ? finding : NULL) && complete;
}

static bool read_all(struct cpu *cpus, char *error)
{
    bool read = true;
    for (size_t i = OPS_TALK; i < STREAMS && read; i++)
        read = !is_measured((enum ops_stream)i) || read_cpu(streams[i].run, &cpus[i], error);
    return read;
}

static void judge_answers(struct finding *finding)
{
    for (size_t i = OPS_TWIN; i < STREAMS; i++) {
        if (is_measured((enum ops_stream)i))
            ops_judge_answers(streams[i].run, (enum ops_stream)i, streams[i].ops, finding);
    }
}

static void measure_all(struct run *runs, struct references *references)
{
    for (size_t i = OPS_TALK; i < STREAMS; i++) {
        if (is_measured((enum ops_stream)i))
            runs[i] = start_callgrind(streams[i].run, (enum ops_stream)i,
                                      judging()->build.static_probe, false);
    }
    start_references(references);
    for (size_t i = OPS_TALK; i < STREAMS; i++) {
        if (is_measured((enum ops_stream)i))
            run_wait(&runs[i]);
    }
}

static void measure_cpu(struct finding *finding)
{
    struct references references = {0};
    struct run runs[STREAMS] = {0};
    struct cpu cpus[STREAMS] = {0};
    char error[SCAN_ERROR_SIZE];

    measure_all(runs, &references);
    if (can_judge(runs, &references, finding)) {
        if (read_all(cpus, error)) {
            judge_cpu(cpus, &references, finding);
            judge_answers(finding);
        } else {
            finding->verdict = RESULT_INCONCLUSIVE;
            format_add(&finding->message, "not measured: %s", error);
        }
    }
    for (size_t i = 0; i < STREAMS; i++)
        dispose_cpu(&cpus[i]);
    for (size_t i = 0; i < COURSE_MOST_CEILINGS; i++)
        dispose_cpu(&references.cpus[i]);
}

Test(cpu, stays_under_the_ceilings_of_calls_and_instructions, .timeout = 350)
{
    if (!judging_has_program())
        return;
    struct finding finding = finding_of("cpu");
    if (run_can_be_measured(&finding))
        measure_cpu(&finding);
    finding_conclude(&finding);
}
