/*
 * The cpu gate: the stage makes no more interface calls, and runs no more instructions, than its
 * ceilings allow.
 *
 * Run:      100 ops on the talk's stream, and one on each of some like it and of fixed shapes, under
 *           callgrind; the same for the programs that the ceilings refer to; a few ops on the other
 *           streams that have a ceiling.
 * Compared: interface calls per op with the ceiling; instructions with a share of each reference's on
 *           the same stream, or byte for byte; those on the long stream of a shape with those on the
 *           short one; system calls with 0.
 * Said:     the figures, each ceiling that is exceeded, and the lines that cost most.
 */
#include "judge/cpu_messages.h"
#include "judge/hot_lines.h"
#include "judge/op_runs.h"

#include <criterion/criterion.h>
#include <inttypes.h>

/* Interface calls, on each stream: whether there are too many. */
static bool judge_interface_calls(const struct gate_context *gate,
                                  const struct instruction_counts *counts,
                                  struct gate_report *report)
{
    uint64_t ceiling = gate->stage->interface_calls_per_op;
    enum ops_stream stream = 0;
    struct hot_lines hot;
    while (stream < OPS_STREAMS &&
           (ceiling == COURSE_NO_LIMIT ||
            counts->on[stream].interface_calls <= ceiling * counts->on[stream].ops))
        stream++;
    if (stream == OPS_STREAMS)
        return false;
    const struct instruction_count *on = &counts->on[stream];
    format_add(gate_not_yet(report),
               "\n  %s%sthe ceiling is %" PRIu64 " interface calls/op; these lines make them:",
               stream == OPS_TALK ? "" : ops_stream_name(gate, stream),
               stream == OPS_TALK ? "" : ", ", ceiling);
    if (hot_lines_find(gate, &on->profile, on->event, &counts->inlined, &hot))
        hot_lines_add_interface_calls(gate, &hot, on->ops, &report->message);
    hot_lines_dispose(&hot);
    return true;
}

/* Whether the stage exceeds its ceiling `i` on the stream, in proportion to the bytes of each. */
static bool is_over(const struct gate_context *gate, const struct instruction_counts *counts,
                    size_t i, enum ops_stream stream)
{
    const struct instruction_ceiling *ceiling = &gate->stage->instructions[i];
    const struct instruction_count *baseline = instructions_baseline(gate, counts, i, stream);
    const struct instruction_count *own = &counts->on[stream];
    uint64_t left = own->instructions * ceiling->denominator * baseline->ops * baseline->bytes;
    uint64_t right = baseline->instructions * ceiling->numerator * own->ops * own->bytes;
    return ceiling->strict ? left >= right : left > right;
}

/*
 * Each ceiling on all streams on which it holds: what knows the talk's has less to do there than on
 * others, of which the first is named. If interface calls are the reason, their lines are named, too.
 */
static void judge_instructions(const struct gate_context *gate,
                               const struct instruction_counts *counts, bool has_lines,
                               struct gate_report *report)
{
    enum ops_stream last = OPS_STREAMS;
    for (size_t i = 0; i < gate->stage->instruction_count; i++) {
        enum ops_stream stream = 0;
        while (stream < OPS_STREAMS &&
               (!instructions_has_ceiling(gate, i, stream) || !is_over(gate, counts, i, stream)))
            stream++;
        if (stream == OPS_STREAMS || (stream == last && stream != OPS_TALK))
            continue;
        cpu_add_ceiling(gate, counts, i, stream, gate_not_yet(report));
        last = stream;
    }
    if (last != OPS_STREAMS && !has_lines)
        cpu_add_costs(gate, counts, last, &report->message);
}

/* The first shape on which the long stream costs too much more than the short one. */
static void judge_growth(const struct gate_context *gate, const struct instruction_counts *counts,
                         struct gate_report *report)
{
    enum { SLACK_PER_BYTE = 32 }; /* and a quarter: some copies, or another search for long data */
    size_t end = OPS_SHAPES + 2 * cost_shape_count(gate->contract->in_chunks);
    for (size_t i = OPS_SHAPES; i < end; i += 2) {
        uint64_t bytes =
            counts->on[i + 1].bytes + ops_stream_output(gate, (enum ops_stream)(i + 1));
        uint64_t most = counts->on[i].instructions * COST_GROWTH * 5 / 4 + bytes * SLACK_PER_BYTE;
        if (counts->on[i + 1].instructions > most) {
            cpu_add_growth(gate, counts, (enum ops_stream)i, gate_not_yet(report));
            return;
        }
    }
}

/* Output that must grow asks the operating system for memory, and so does a window for a long find. */
static bool needs_no_system_call(const struct gate_context *gate, enum ops_stream stream)
{
    const struct cost_shape *shape = ops_shape(stream);
    return instructions_like_talk(stream) &&
           (shape == NULL || shape->find <= gate->stage->longest_find);
}

static void judge_system_calls(const struct gate_context *gate,
                               const struct instruction_counts *counts, struct gate_report *report)
{
    enum ops_stream stream = 0;
    while (stream < OPS_STREAMS &&
           (counts->on[stream].system_calls == 0 || !needs_no_system_call(gate, stream)))
        stream++;
    if (stream == OPS_STREAMS)
        return;
    const struct instruction_count *on = &counts->on[stream];
    bool is_one = on->system_calls == on->ops;
    format_add(gate_not_yet(report), "\n  ");
    if (stream != OPS_TALK)
        format_add(&report->message, "%s, ", ops_stream_name(gate, stream));
    format_add_per_op(&report->message, on->system_calls, on->ops);
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
    hot_lines_dispose(&hot);
    bool has_lines = judge_interface_calls(gate, counts, report);
    judge_instructions(gate, counts, has_lines, report);
    judge_growth(gate, counts, report);
    judge_system_calls(gate, counts, report);
    instructions_judge_answers(gate, report);
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
