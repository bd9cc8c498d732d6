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

/* Room for the talk's stream. It is cleared before each op, which takes longer than the op if large. */
enum { ROOM = 4096 };

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
                                           .ops = OPS_FOR_CPU,
                                           .room = ROOM});
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

static bool is_over(const struct instruction_ceiling *ceiling, uint64_t own, uint64_t reference)
{
    uint64_t left = own * ceiling->denominator;
    uint64_t right = reference * ceiling->numerator;
    return ceiling->fewer ? left >= right : left > right;
}

static void add_ceiling(const struct instruction_ceiling *ceiling, uint64_t reference,
                        struct buffer *text)
{
    format_add(text, "\n  the ceiling is %s", ceiling->fewer ? "fewer than " : "at most ");
    if (ceiling->numerator != 1 || ceiling->denominator != 1)
        format_add(text, "%u/%u of ", ceiling->numerator, ceiling->denominator);
    format_add(text, "%s's ", ceiling->reference);
    hot_lines_add_instructions(text, reference);
    format_add(text, ", measured beside it");
}

/* What was measured beside the stage. */
struct references {
    bool kept[COURSE_MOST_REFERENCES]; /* by another check of the same grading */
    struct run runs[COURSE_MOST_REFERENCES];
    struct cpu cpus[COURSE_MOST_REFERENCES];
};

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
        if (!references->kept[i])
            run_wait(&references->runs[i]);
    }
    for (size_t i = 0; i < stage->instruction_count; i++) {
        const char *name = stage->instructions[i].reference;
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

static void add_figures(const struct cpu *cpu, const struct references *references,
                        struct finding *finding)
{
    const struct stage *stage = judging()->stage;
    struct buffer *text = &finding->message;
    hot_lines_add_instructions(text, cpu->instructions);
    format_add(text, ", ");
    format_add_per_op(text, cpu->interface_calls, OPS_FOR_CPU);
    format_add(text, " interface calls/op");
    for (size_t i = 0; i < stage->instruction_count; i++) {
        double reference = (double)references->cpus[i].instructions;
        format_add(text, "; %.2f of %s", (double)cpu->instructions / reference,
                   stage->instructions[i].reference);
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

static bool judge_instructions(const struct cpu *cpu, const struct references *references,
                               struct finding *finding)
{
    const struct stage *stage = judging()->stage;
    bool slow = false;
    for (size_t i = 0; i < stage->instruction_count; i++) {
        uint64_t reference = references->cpus[i].instructions;
        if (is_over(&stage->instructions[i], cpu->instructions, reference)) {
            slow = true;
            finding->verdict = RESULT_NOT_YET;
            add_ceiling(&stage->instructions[i], reference, &finding->message);
        }
    }
    return slow;
}

/* A program that knows the talk's stream has less to do there than on one like it. */
static void judge_twin(const struct cpu *cpu, const struct cpu *twin, struct finding *finding)
{
    if (twin->instructions <= cpu->instructions + cpu->instructions / 2)
        return;
    finding->verdict = RESULT_NOT_YET;
    format_add(&finding->message, "\n  but ");
    hot_lines_add_instructions(&finding->message, twin->instructions);
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
               " system calls/op: algo_one needs none, and what it gets there is not counted");
}

static void judge_cpu(const struct cpu *cpu, const struct cpu *twin,
                      const struct references *references, struct finding *finding)
{
    struct hot_lines hot = hot_lines_find(&cpu->profile, cpu->instructions_event);
    add_figures(cpu, references, finding);
    if (hot.count > 0)
        finding_measured(finding, "hottest_line", (double)hot.lines[0].line);
    bool indirect = judge_interface_calls(cpu, twin, &hot, finding);
    bool slow = judge_instructions(cpu, references, finding);
    if (slow && !indirect) /* else those calls are the reason, and their lines stand above */
        hot_lines_add_costs(&hot, cpu->instructions, &finding->message);
    judge_twin(cpu, twin, finding);
    judge_system_calls(cpu, finding);
    hot_lines_dispose(&hot);
}

/* Whether the finding can be had from the runs; else its message says why not. */
static bool can_judge(const struct run *runs, struct references *references,
                      struct finding *finding)
{
    bool complete = run_completed(&runs[OPS_TALK], finding);
    if (complete)
        complete = run_completed(&runs[OPS_TWIN], finding);
    return read_references(references, complete ? finding : NULL) && complete;
}

static void measure_cpu(struct finding *finding)
{
    const char *const names[] = {[OPS_TALK] = "stage", [OPS_TWIN] = "stage-twin"};
    struct references references = {0};
    struct run runs[2];
    struct cpu cpus[2] = {0};
    char error[SCAN_ERROR_SIZE];

    for (enum ops_stream i = OPS_TALK; i <= OPS_TWIN; i++)
        runs[i] = start_callgrind(names[i], i, judging()->build.static_probe, false);
    start_references(&references);
    for (enum ops_stream i = OPS_TALK; i <= OPS_TWIN; i++)
        run_wait(&runs[i]);
    if (can_judge(runs, &references, finding)) {
        if (read_cpu(names[OPS_TALK], &cpus[OPS_TALK], error) &&
            read_cpu(names[OPS_TWIN], &cpus[OPS_TWIN], error)) {
            judge_cpu(&cpus[OPS_TALK], &cpus[OPS_TWIN], &references, finding);
            ops_judge_answers(names[OPS_TWIN], OPS_TWIN, OPS_FOR_CPU, finding);
        } else {
            finding->verdict = RESULT_INCONCLUSIVE;
            format_add(&finding->message, "not measured: %s", error);
        }
    }
    dispose_cpu(&cpus[OPS_TALK]);
    dispose_cpu(&cpus[OPS_TWIN]);
    for (size_t i = 0; i < COURSE_MOST_REFERENCES; i++)
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
