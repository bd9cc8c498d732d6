#include "judge/cpu_messages.h"

#include "judge/hot_lines.h"
#include "judge/op_runs.h"

/* What messages call a stream; "" for the talk's if there is no other. */
static const char *name_of(const struct gate_context *gate, enum ops_stream stream)
{
    bool is_alone = true;
    for (size_t i = 0; i < gate->stage->instruction_count; i++)
        is_alone = is_alone && gate->stage->instructions[i].stream == COURSE_TALK;
    return stream == OPS_TALK && is_alone ? "" : ops_stream_name(gate, stream);
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
        const struct instruction_count *baseline = instructions_baseline(gate, counts, i, OPS_TALK);
        enum ops_stream stream = instructions_stream_of(ceiling);
        const struct measured_stream *of = &gate->contract->streams[stream];
        double own = instructions_per_byte(&counts->on[stream]);
        double share = own / instructions_per_byte(baseline);
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

/* The streams that have figures of instructions per byte. */
static bool is_per_byte(enum ops_stream stream)
{
    return stream == OPS_RARE || stream == OPS_RUNS;
}

/* Appends "5,641 instructions/op" or, of a talk's op on another stream, "47.40 instructions a byte". */
static void add_cost(double per_op, enum ops_stream stream, struct buffer *text)
{
    double per_byte = per_op / (double)course_talk.stream.len;
    if (is_per_byte(stream))
        format_add(text, "%.*f instructions a byte", per_byte < 100 ? 2 : 1, per_byte);
    else
        hot_lines_add_instructions(text, (uint64_t)(per_op * (double)OPS_FOR_CPU), OPS_FOR_CPU);
}

void cpu_add_ceiling(const struct gate_context *gate, const struct instruction_counts *counts,
                     size_t i, enum ops_stream stream, struct buffer *text)
{
    const struct instruction_ceiling *ceiling = &gate->stage->instructions[i];
    const struct instruction_count *baseline = instructions_baseline(gate, counts, i, stream);
    bool is_all = ceiling->numerator == ceiling->denominator;
    double per_op = (double)baseline->instructions / (double)baseline->ops;
    const char *name = name_of(gate, stream);
    if (stream == instructions_stream_of(ceiling)) {
        format_add(text, "\n  %s%s", name, name[0] == '\0' ? "" : ", ");
    } else {
        format_add(text, "\n  but %s it takes ", name);
        hot_lines_add_instructions(text, counts->on[stream].instructions, counts->on[stream].ops);
        format_add(text, "; there ");
    }
    format_add(text, "the ceiling is %s", ceiling->strict ? "fewer than " : "");
    if (is_all)
        format_add(text, "%s's ", ceiling->reference);
    add_cost(per_op * ceiling->numerator / ceiling->denominator, stream, text);
    /* ", 4 times algo-two's 47.40", ", 2/3 of algo-two's 5,641" */
    if (!is_all && ceiling->denominator == 1)
        format_add(text, ", %u times %s's ", ceiling->numerator, ceiling->reference);
    else if (!is_all)
        format_add(text, ", %u/%u of %s's ", ceiling->numerator, ceiling->denominator,
                   ceiling->reference);
    if (!is_all && is_per_byte(stream))
        format_add(text, "%.2f on the talk's stream", instructions_per_byte(baseline));
    else if (!is_all)
        format_add_count(text, (baseline->instructions + baseline->ops / 2) / baseline->ops);
    format_add(text, ", measured in this check");
}

/* The input that is longer in the long stream of a shape, and its name. */
static struct bytes grown_of(enum ops_stream stream, const struct probe_case *c, const char **name)
{
    enum cost_growth growth = ops_shape(stream)->growth;
    *name = growth == COST_FIND ? "find" : growth == COST_REPL ? "repl" : "data";
    return growth == COST_FIND ? c->find : growth == COST_REPL ? c->repl : c->data;
}

void cpu_add_growth(const struct gate_context *gate, const struct instruction_counts *counts,
                    enum ops_stream stream, struct buffer *text)
{
    struct named_case of = {.name = ops_stream_name(gate, stream)};
    struct buffer short_memory, long_memory;
    struct probe_case shorter;
    const char *name;
    if (!ops_case(gate, stream, &short_memory, &shorter) ||
        !ops_case(gate, stream + 1, &long_memory, &of.c))
        text->limit = 0;
    format_add(text, "\n  %s, the work grows faster than the input:\n  ", of.name);
    format_add_count(text, grown_of(stream, &shorter, &name).len);
    format_add(text, " bytes of %s take ", name);
    format_add_count(text, counts->on[stream].instructions);
    format_add(text, " instructions, and ");
    format_add_count(text, grown_of(stream, &of.c, &name).len);
    format_add(text, " bytes take ");
    format_add_count(text, counts->on[stream + 1].instructions);
    cpu_add_costs(gate, counts, stream + 1, text);
    answers_keep_to_look(gate, &of, "cpu", "profile-cpu", text);
    buffer_dispose(&short_memory);
    buffer_dispose(&long_memory);
}

void cpu_add_costs(const struct gate_context *gate, const struct instruction_counts *counts,
                   enum ops_stream stream, struct buffer *text)
{
    const struct instruction_count *count = &counts->on[stream];
    uint64_t bytes = is_per_byte(stream) ? count->ops * count->bytes : 0;
    const char *name = stream == OPS_TALK || is_per_byte(stream) ? name_of(gate, stream) : "there";
    struct hot_lines hot;
    format_add(text,
               "\n  the lines that cost most%s%s, with what they call:", name[0] == '\0' ? "" : " ",
               name);
    if (hot_lines_find(gate, &count->profile, count->event, &counts->inlined, &hot))
        hot_lines_add_costs(gate, &hot, count->instructions, count->ops, bytes, text);
    hot_lines_dispose(&hot);
}
