#include "judge/cpu_messages.h"

#include "judge/hot_lines.h"
#include "judge/op_runs.h"

/* What messages call a stream; "" for the talk's if there is no other. */
static const char *name_of(const struct gate_context *gate, enum ops_stream stream)
{
    bool is_alone = true;
    for (size_t i = 0; i < gate->stage->instruction_count; i++)
        is_alone = is_alone && gate->stage->instructions[i].stream == COURSE_TALK;
    return stream == OPS_TALK && is_alone ? "" : gate->contract->streams[stream].name;
}

void cpu_add_figures(const struct gate_context *gate, const struct instruction_counts *counts,
                     struct gate_report *report)
{
    const struct instruction_count *talk = &counts->on[OPS_TALK];
    struct buffer *text = &report->message;
    const char *name = name_of(gate, OPS_TALK);
    format_add(text, "%s%s", name, name[0] == '\0' ? "" : ": ");
    hot_lines_add_instructions(text, talk->instructions, talk->ops);
    format_add(text, ", ");
    format_add_per_op(text, talk->interface_calls, talk->ops);
    format_add(text, " interface calls/op");
    for (size_t i = 0; i < gate->stage->instruction_count; i++) {
        const struct instruction_ceiling *ceiling = &gate->stage->instructions[i];
        const struct instruction_count *baseline = instructions_baseline(gate, counts, i);
        enum ops_stream stream = instructions_stream_of(ceiling);
        const struct measured_stream *of = &gate->contract->streams[stream];
        double own = instructions_per_byte(gate, &counts->on[stream], stream);
        double share = own / instructions_per_byte(gate, baseline, OPS_TALK);
        if (stream == OPS_TALK) {
            format_add(text, "; %.2f of %s", share, ceiling->reference);
            continue;
        }
        format_add(text, "\n  %s: %.3f instructions a byte; %.3f of %s", of->name, own, share,
                   ceiling->reference);
        gate_figure(report, of->figure, own);
    }
    gate_figure(report, "instructions_per_op", (double)talk->instructions / (double)talk->ops);
    gate_figure(report, "interface_calls_per_op",
                (double)talk->interface_calls / (double)talk->ops);
}

/* Appends "5,641 instructions/op" or, of other streams than the talk's, "47.40 instructions a byte". */
static void add_cost(const struct gate_context *gate, double per_op, enum ops_stream stream,
                     struct buffer *text)
{
    double per_byte = per_op / (double)ops_stream_len(gate, OPS_TALK);
    if (stream == OPS_TALK)
        hot_lines_add_instructions(text, (uint64_t)(per_op * (double)OPS_FOR_CPU), OPS_FOR_CPU);
    else
        format_add(text, "%.*f instructions a byte", per_byte < 100 ? 2 : 1, per_byte);
}

void cpu_add_ceiling(const struct gate_context *gate, const struct instruction_counts *counts,
                     size_t i, struct buffer *text)
{
    const struct instruction_ceiling *ceiling = &gate->stage->instructions[i];
    const struct instruction_count *baseline = instructions_baseline(gate, counts, i);
    enum ops_stream stream = instructions_stream_of(ceiling);
    const char *name = name_of(gate, stream);
    bool is_all = ceiling->numerator == ceiling->denominator;
    double per_op = (double)baseline->instructions / (double)baseline->ops;
    format_add(text, "\n  %s%sthe ceiling is %s", name, name[0] == '\0' ? "" : ", ",
               ceiling->strict ? "fewer than " : "");
    if (is_all)
        format_add(text, "%s's ", ceiling->reference);
    add_cost(gate, per_op * ceiling->numerator / ceiling->denominator, stream, text);
    /* ", 4 times algo-two's 47.40", ", 2/3 of algo-two's 5,641" */
    if (!is_all && ceiling->denominator == 1)
        format_add(text, ", %u times %s's ", ceiling->numerator, ceiling->reference);
    else if (!is_all)
        format_add(text, ", %u/%u of %s's ", ceiling->numerator, ceiling->denominator,
                   ceiling->reference);
    if (!is_all && stream == OPS_TALK)
        format_add_count(text, (baseline->instructions + baseline->ops / 2) / baseline->ops);
    else if (!is_all)
        format_add(text, "%.2f on the talk's stream",
                   instructions_per_byte(gate, baseline, OPS_TALK));
    format_add(text, ", measured in this check");
}

void cpu_add_costs(const struct gate_context *gate, const struct instruction_counts *counts,
                   enum ops_stream stream, struct buffer *text)
{
    const struct instruction_count *count = &counts->on[stream];
    uint64_t bytes = stream == OPS_TALK ? 0 : count->ops * ops_stream_len(gate, stream);
    const char *name = name_of(gate, stream);
    struct hot_lines hot;
    format_add(text,
               "\n  the lines that cost most%s%s, with what they call:", name[0] == '\0' ? "" : " ",
               name);
    if (hot_lines_find(gate, &count->profile, count->event, &counts->inlined, &hot))
        hot_lines_add_costs(gate, &hot, count->instructions, count->ops, bytes, text);
    hot_lines_dispose(&hot);
}
