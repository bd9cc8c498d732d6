/* The stage makes no more interface calls, and needs no more instructions, than its ceilings say. */
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

struct cpu {
    struct callgrind profile;
    struct buffer text; /* which the profile borrows */
    size_t instructions_event;
    uint64_t instructions; /* of algo_one and all that it calls, in all ops together */
    uint64_t interface_calls;
};

static struct run start_callgrind(const char *name, const char *probe, bool ours)
{
    char file[64];
    snprintf(file, sizeof file, "%s.callgrind", name);
    return ops_start(&(struct ops_request){.name = name,
                                           .tool = tool_callgrind,
                                           .file_options = {"--callgrind-out-file="},
                                           .file_names = {file},
                                           .probe = probe,
                                           .kind = RUN_STATIC,
                                           .ours = ours,
                                           .ops = OPS_FOR_CPU,
                                           .room = 65536});
}

static bool read_cpu(const char *name, struct cpu *cpu, char *error)
{
    char file[64];
    snprintf(file, sizeof file, "%s.callgrind", name);
    judging_read(file, &cpu->text);
    if (!callgrind_read(file, buffer_unread(&cpu->text), &cpu->profile, error) ||
        !totals_of_cpu(file, &cpu->profile, &cpu->instructions_event, &cpu->instructions, error))
        return false;
    cpu->interface_calls = callgrind_calls_to(&cpu->profile, hot_interface_call);
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
    struct run runs[COURSE_MOST_REFERENCES];
    struct cpu cpus[COURSE_MOST_REFERENCES];
};

static void start_references(struct references *references)
{
    const struct stage *stage = judging()->stage;
    for (size_t i = 0; i < stage->instruction_count; i++) {
        char probe[JUDGING_PATH_SIZE];
        const char *name = stage->instructions[i].reference;
        snprintf(probe, sizeof probe, "%s/%s", JUDGE_REFERENCES, name);
        references->runs[i] = start_callgrind(name, probe, true);
    }
}

/* Waits for the references. A finding, if there is one, is told where they cannot be read. */
static bool read_references(struct references *references, struct finding *finding)
{
    const struct stage *stage = judging()->stage;
    char error[SCAN_ERROR_SIZE];
    for (size_t i = 0; i < stage->instruction_count; i++)
        run_wait(&references->runs[i]);
    for (size_t i = 0; i < stage->instruction_count; i++) {
        if (references->runs[i].complete &&
            read_cpu(stage->instructions[i].reference, &references->cpus[i], error))
            continue;
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

static void judge_cpu(const struct cpu *cpu, const struct references *references,
                      struct finding *finding)
{
    const struct stage *stage = judging()->stage;
    struct hot_lines hot = hot_lines_find(&cpu->profile, cpu->instructions_event);
    bool indirect = stage->interface_calls_per_op != COURSE_ANY &&
                    cpu->interface_calls > stage->interface_calls_per_op * OPS_FOR_CPU;
    bool slow = false;

    add_figures(cpu, references, finding);
    if (indirect) {
        finding->verdict = RESULT_NOT_YET;
        format_add(&finding->message,
                   "\n  the ceiling is %" PRIu64 " interface calls/op; they are made here:",
                   stage->interface_calls_per_op);
        hot_lines_add_interface_calls(&hot, &finding->message);
    }
    for (size_t i = 0; i < stage->instruction_count; i++) {
        uint64_t reference = references->cpus[i].instructions;
        if (is_over(&stage->instructions[i], cpu->instructions, reference)) {
            slow = true;
            add_ceiling(&stage->instructions[i], reference, &finding->message);
        }
    }
    if (slow)
        finding->verdict = RESULT_NOT_YET;
    if (slow && !indirect) /* else those calls are the reason, and their lines stand above */
        hot_lines_add_costs(&hot, cpu->instructions, &finding->message);
    hot_lines_dispose(&hot);
}

Test(cpu, stays_under_the_ceilings_of_calls_and_instructions, .timeout = 350)
{
    if (!judging_has_program())
        return;
    struct finding finding = finding_of("cpu");
    struct references references = {0};
    struct cpu cpu = {0};
    char error[SCAN_ERROR_SIZE];
    struct run run = start_callgrind("stage", judging()->build.static_probe, false);

    start_references(&references);
    run_wait(&run);
    bool complete = run_completed(&run, &finding);
    bool comparable = read_references(&references, complete ? &finding : NULL);
    if (complete && comparable) {
        if (read_cpu("stage", &cpu, error)) {
            judge_cpu(&cpu, &references, &finding);
        } else {
            finding.verdict = RESULT_INCONCLUSIVE;
            format_add(&finding.message, "not measured: %s", error);
        }
    }
    dispose_cpu(&cpu);
    for (size_t i = 0; i < COURSE_MOST_REFERENCES; i++)
        dispose_cpu(&references.cpus[i]);
    finding_conclude(&finding);
}
