/*
 * The cpu gate: the stage makes no more interface calls, and runs no more instructions, than its
 * ceilings allow.
 *
 * Run:      100 ops on the talk's stream and on one like it, under callgrind; the same for the programs
 *           that the ceilings refer to; a few ops on the other streams that have a ceiling.
 * Compared: interface calls per op with the ceiling; instructions with a share of each reference's,
 *           byte for byte; those on the talk's stream with those on the other; system calls with 0.
 * Said:     the figures, each ceiling that is exceeded, and the lines that cost most.
 */
#include "judge/cpu_messages.h"
#include "judge/hot_lines.h"

#include <criterion/criterion.h>
#include <inttypes.h>

/* Interface calls, on whichever of the two streams there are more: whether there are too many. */
static bool judge_interface_calls(const struct gate_context *gate,
                                  const struct instruction_counts *counts,
                                  const struct hot_lines *hot, struct gate_report *report)
{
    const struct instruction_count *talk = &counts->on[OPS_TALK], *twin = &counts->on[OPS_TWIN];
    uint64_t ceiling = gate->stage->interface_calls_per_op;
    uint64_t most = talk->interface_calls > twin->interface_calls ? talk->interface_calls
                                                                  : twin->interface_calls;
    if (ceiling == COURSE_NO_LIMIT || most <= ceiling * talk->ops)
        return false;
    format_add(
        gate_not_yet(report),
        "\n  the ceiling is %" PRIu64 " interface calls/op; these lines make them:", ceiling);
    hot_lines_add_interface_calls(gate, hot, talk->ops, &report->message);
    return true;
}

/* Whether the stage exceeds its ceiling `i`, in proportion to the bytes that each went through. */
static bool is_over(const struct gate_context *gate, const struct instruction_counts *counts,
                    size_t i)
{
    const struct instruction_ceiling *ceiling = &gate->stage->instructions[i];
    const struct instruction_count *baseline = instructions_baseline(gate, counts, i);
    enum ops_stream stream = instructions_stream_of(ceiling);
    const struct instruction_count *own = &counts->on[stream];
    uint64_t left =
        own->instructions * ceiling->denominator * baseline->ops * ops_stream_len(gate, OPS_TALK);
    uint64_t right =
        baseline->instructions * ceiling->numerator * own->ops * ops_stream_len(gate, stream);
    return ceiling->strict ? left >= right : left > right;
}

/* If interface calls are the reason, their lines are in the message already. */
static void judge_instructions(const struct gate_context *gate,
                               const struct instruction_counts *counts, bool has_lines,
                               struct gate_report *report)
{
    const struct instruction_ceiling *last = NULL;
    for (size_t i = 0; i < gate->stage->instruction_count; i++) {
        if (!is_over(gate, counts, i))
            continue;
        cpu_add_ceiling(gate, counts, i, gate_not_yet(report));
        last = &gate->stage->instructions[i];
    }
    if (last != NULL && !has_lines)
        cpu_add_costs(gate, counts, instructions_stream_of(last), &report->message);
}

/* A program that knows the talk's stream has less to do there than on one like it. */
static void judge_twin(const struct instruction_counts *counts, struct gate_report *report)
{
    const struct instruction_count *talk = &counts->on[OPS_TALK], *twin = &counts->on[OPS_TWIN];
    if (twin->instructions <= talk->instructions + talk->instructions / 2)
        return;
    format_add(gate_not_yet(report), "\n  but ");
    hot_lines_add_instructions(&report->message, twin->instructions, twin->ops);
    format_add(&report->message, " on a stream like it, with other letters and the rows in another "
                                 "order: the work must be the same for every stream");
}

static void judge_system_calls(const struct gate_context *gate,
                               const struct instruction_count *talk, struct gate_report *report)
{
    bool is_one = talk->system_calls == talk->ops;
    if (talk->system_calls == 0)
        return;
    format_add(gate_not_yet(report), "\n  ");
    format_add_per_op(&report->message, talk->system_calls, talk->ops);
    format_add(&report->message,
               " system call%s/op, which ask%s the operating system to do something: did you leave "
               "a printf in? %s needs none, and what it gets there is not counted",
               is_one ? "" : "s", is_one ? "s" : "", gate->subject);
}

static void judge(const struct gate_context *gate, const struct instruction_counts *counts,
                  struct gate_report *report)
{
    const struct instruction_count *talk = &counts->on[OPS_TALK];
    struct hot_lines hot;
    if (!hot_lines_find(gate, &talk->profile, talk->event, &counts->inlined, &hot)) {
        gate_not_measured(report, "out of memory");
        return;
    }
    cpu_add_figures(gate, counts, report);
    if (hot.count > 0)
        gate_figure(report, "hottest_line", (double)hot.lines[0].line);
    bool has_lines = judge_interface_calls(gate, counts, &hot, report);
    judge_instructions(gate, counts, has_lines, report);
    judge_twin(counts, report);
    judge_system_calls(gate, talk, report);
    instructions_judge_answers(gate, report);
    hot_lines_dispose(&hot);
}

Test(cpu, stays_under_the_ceilings_of_calls_and_instructions, .timeout = 350)
{
    struct gate_context gate;
    struct gate_report report;
    struct error error;
    struct instruction_counts counts = {.inlined_text = {.at = NULL}};
    cr_assert(gate_begin("cpu", &gate, &report, &error), "%s", error.text);
    if (!gate_has_program(&gate))
        return;

    if (run_can_be_measured(&gate, &report) && instructions_measure(&gate, &counts, &report))
        judge(&gate, &counts, &report);
    instructions_dispose(&counts);
    cr_expect(gate_conclude(&gate, &report), "%s", report.verdict);
}
