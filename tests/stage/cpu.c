/* The stage makes no more interface calls, and needs no more instructions, than its ceilings say. */
#include "base/scan.h"
#include "judge/baselines.h"
#include "judge/hot_lines.h"
#include "judge/inlined_code.h"
#include "results/result.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>

/* In proportion to the bytes that each went through. */
static bool is_over(const struct instruction_ceiling *ceiling, uint64_t own, uint64_t reference)
{
    enum ops_stream stream = counted_stream_of(ceiling);
    uint64_t left =
        own * ceiling->denominator * counted_runs[COUNTED_SHORT].ops * ops_stream_len(OPS_TALK);
    uint64_t right =
        reference * ceiling->numerator * counted_streams[stream].run->ops * ops_stream_len(stream);
    return ceiling->strict ? left >= right : left > right;
}

/* What messages call a stream; "" for the talk's where there is no other. */
static const char *name_of(enum ops_stream stream)
{
    const struct stage *stage = judging()->stage;
    bool is_alone = true;
    for (size_t i = 0; i < stage->instruction_count; i++)
        is_alone = is_alone && stage->instructions[i].stream == COURSE_TALK;
    return stream == OPS_TALK && is_alone ? "" : ops_stream_name(stream);
}

/* Appends "5,641 instructions/op" or, of other streams, "47.40 instructions a byte". */
static void add_cost(double per_op, enum ops_stream stream, struct buffer *text)
{
    double per_byte = per_op / (double)ops_stream_len(OPS_TALK);
    if (stream == OPS_TALK)
        hot_lines_add_instructions(text, (uint64_t)(per_op * (double)OPS_FOR_CPU), OPS_FOR_CPU);
    else
        format_add(text, "%.*f instructions a byte", per_byte < 100 ? 2 : 1, per_byte);
}

/* "4 times algo-two's 47.40", "2/3 of algo-two's 5,641". */
static void add_share(const struct instruction_ceiling *ceiling, uint64_t reference,
                      struct buffer *text)
{
    if (ceiling->denominator == 1)
        format_add(text, ", %u times %s's ", ceiling->numerator, ceiling->reference);
    else
        format_add(text, ", %u/%u of %s's ", ceiling->numerator, ceiling->denominator,
                   ceiling->reference);
    if (ceiling->stream == COURSE_TALK)
        format_add_count(text, (reference + OPS_FOR_CPU / 2) / OPS_FOR_CPU);
    else
        format_add(text, "%.2f on the talk's stream", counted_per_byte(reference, OPS_TALK));
}

static void add_ceiling(const struct instruction_ceiling *ceiling, uint64_t reference,
                        struct buffer *text)
{
    enum ops_stream stream = counted_stream_of(ceiling);
    const char *name = name_of(stream);
    bool is_all = ceiling->numerator == ceiling->denominator;
    format_add(text, "\n  %s%sthe ceiling is %s", name, name[0] == '\0' ? "" : ", ",
               ceiling->strict ? "fewer than " : "");
    if (is_all)
        format_add(text, "%s's ", ceiling->reference);
    add_cost((double)reference / (double)OPS_FOR_CPU * ceiling->numerator / ceiling->denominator,
             stream, text);
    if (!is_all)
        add_share(ceiling, reference, text);
    format_add(text, ", measured beside it");
}

/* One of the streams besides the talk's. */
static void add_stream(const struct instruction_ceiling *ceiling, const struct counted *cpu,
                       double reference, struct finding *finding)
{
    enum ops_stream stream = counted_stream_of(ceiling);
    double own = counted_per_byte(cpu->instructions, stream);
    char name[64];
    snprintf(name, sizeof name, "instructions_per_byte_%s", stream == OPS_RARE ? "rare" : "runs");
    format_add(&finding->message, "\n  %s: %.3f instructions a byte; %.3f of %s",
               ops_stream_name(stream), own, own / reference, ceiling->reference);
    finding_measured(finding, name, own);
}

static void add_figures(const struct counted *cpus, const struct references *references,
                        struct finding *finding)
{
    const struct stage *stage = judging()->stage;
    const struct counted *cpu = &cpus[OPS_TALK];
    struct buffer *text = &finding->message;
    const char *name = name_of(OPS_TALK);
    format_add(text, "%s%s", name, name[0] == '\0' ? "" : ": ");
    hot_lines_add_instructions(text, cpu->instructions, OPS_FOR_CPU);
    format_add(text, ", ");
    format_add_per_op(text, cpu->interface_calls, OPS_FOR_CPU);
    format_add(text, " interface calls/op");
    for (size_t i = 0; i < stage->instruction_count; i++) {
        const struct instruction_ceiling *ceiling = &stage->instructions[i];
        uint64_t reference = references->cpus[references_place(i)].instructions;
        if (ceiling->stream == COURSE_TALK)
            format_add(text, "; %.2f of %s", (double)cpu->instructions / (double)reference,
                       ceiling->reference);
        else
            add_stream(ceiling, &cpus[counted_stream_of(ceiling)],
                       counted_per_byte(reference, OPS_TALK), finding);
    }
    finding_measured(finding, "instructions_per_op",
                     (double)cpu->instructions / (double)OPS_FOR_CPU);
    finding_measured(finding, "interface_calls_per_op",
                     (double)cpu->interface_calls / (double)OPS_FOR_CPU);
}

/* Interface calls, on whichever of the two streams there are more. */
static bool judge_interface_calls(const struct counted *cpu, const struct counted *twin,
                                  const struct hot_lines *hot, struct finding *finding)
{
    uint64_t ceiling = judging()->stage->interface_calls_per_op;
    uint64_t most =
        cpu->interface_calls > twin->interface_calls ? cpu->interface_calls : twin->interface_calls;
    if (ceiling == COURSE_NO_LIMIT || most <= ceiling * OPS_FOR_CPU)
        return false;
    finding->verdict = RESULT_NOT_YET;
    format_add(&finding->message,
               "\n  the ceiling is %" PRIu64 " interface calls/op; they are made here:", ceiling);
    hot_lines_add_interface_calls(hot, &finding->message);
    return true;
}

/* The lines that cost most on the stream, in its unit. */
static void add_costs(const struct counted *cpu, enum ops_stream stream,
                      const struct addr2line *inlined, struct buffer *text)
{
    const unsigned ops = counted_streams[stream].run->ops;
    uint64_t bytes = stream == OPS_TALK ? 0 : ops * ops_stream_len(stream);
    struct hot_lines hot = hot_lines_find(&cpu->profile, cpu->instructions_event, inlined);
    const char *name = name_of(stream);
    format_add(text,
               "\n  the lines that cost most%s%s, with what they call:", name[0] == '\0' ? "" : " ",
               name);
    hot_lines_add_costs(&hot, cpu->instructions, ops, bytes, text);
    hot_lines_dispose(&hot);
}

/* Where interface calls are the reason, `indirect`, their lines stand above already. */
static void judge_instructions(const struct counted *cpus, const struct references *references,
                               bool indirect, const struct addr2line *inlined,
                               struct finding *finding)
{
    const struct stage *stage = judging()->stage;
    const struct instruction_ceiling *last = NULL;
    for (size_t i = 0; i < stage->instruction_count; i++) {
        const struct instruction_ceiling *ceiling = &stage->instructions[i];
        uint64_t reference = references->cpus[references_place(i)].instructions;
        if (!is_over(ceiling, cpus[counted_stream_of(ceiling)].instructions, reference))
            continue;
        finding->verdict = RESULT_NOT_YET;
        add_ceiling(ceiling, reference, &finding->message);
        last = ceiling;
    }
    if (last != NULL && !indirect)
        add_costs(&cpus[counted_stream_of(last)], counted_stream_of(last), inlined,
                  &finding->message);
}

/* A program that knows the talk's stream has less to do there than on one like it. */
static void judge_twin(const struct counted *cpu, const struct counted *twin,
                       struct finding *finding)
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

static void judge_system_calls(const struct counted *cpu, struct finding *finding)
{
    bool is_one = cpu->system_calls == OPS_FOR_CPU;
    if (cpu->system_calls == 0)
        return;
    finding->verdict = RESULT_NOT_YET;
    format_add(&finding->message, "\n  ");
    format_add_per_op(&finding->message, cpu->system_calls, OPS_FOR_CPU);
    format_add(&finding->message,
               " system call%s/op, which ask%s the operating system to do something: did you leave "
               "a printf in? %s needs none, and what it gets there is not counted",
               is_one ? "" : "s", is_one ? "s" : "", judging()->stage->contract->subject);
}

static void judge_cpu(const struct counted *cpus, const struct references *references,
                      const struct addr2line *inlined, struct finding *finding)
{
    const struct counted *cpu = &cpus[OPS_TALK];
    struct hot_lines hot = hot_lines_find(&cpu->profile, cpu->instructions_event, inlined);
    add_figures(cpus, references, finding);
    if (hot.count > 0)
        finding_measured(finding, "hottest_line", (double)hot.lines[0].line);
    bool indirect = judge_interface_calls(cpu, &cpus[OPS_TWIN], &hot, finding);
    judge_instructions(cpus, references, indirect, inlined, finding);
    judge_twin(cpu, &cpus[OPS_TWIN], finding);
    judge_system_calls(cpu, finding);
    hot_lines_dispose(&hot);
}

/* Whether the finding can be had from the runs; else its message says why not. */
static bool can_judge(const struct run *runs, struct references *references,
                      struct finding *finding)
{
    bool complete = true;
    for (size_t i = 0; i < COUNTED_RUNS && complete; i++)
        complete = !counted_is_measured(&counted_runs[i]) || run_completed(&runs[i], finding);
    return references_read(references, complete ? finding : NULL) && complete;
}

static bool read_all(struct counted *cpus, struct error *error)
{
    bool read = true;
    for (size_t i = 0; i < COUNTED_STREAMS && read; i++) {
        const struct counted_stream *stream = &counted_streams[i];
        read = !counted_is_measured(stream->run) ||
               counted_read(stream->run->name, stream->place, &cpus[i], error);
    }
    return read;
}

/* Those that no stage can know. */
static void judge_answers(struct finding *finding)
{
    for (size_t i = OPS_TWIN; i < COUNTED_STREAMS; i++) {
        const struct counted_run *run = counted_streams[i].run;
        if (counted_is_measured(run))
            ops_judge_answers(run->name, (enum ops_stream)i, counted_streams[i].place * run->ops,
                              run->ops, finding);
    }
}

static void measure_all(struct run *runs, struct references *references)
{
    for (size_t i = 0; i < COUNTED_RUNS; i++) {
        if (counted_is_measured(&counted_runs[i]))
            runs[i] = counted_start(&counted_runs[i], judging()->build.static_probe);
    }
    references_start(references);
    for (size_t i = 0; i < COUNTED_RUNS; i++) {
        if (counted_is_measured(&counted_runs[i]))
            run_wait(&runs[i]);
    }
}

static void measure_cpu(struct finding *finding)
{
    struct references references = {0};
    struct run runs[COUNTED_RUNS] = {0};
    struct counted cpus[COUNTED_STREAMS] = {0};
    struct error error;

    measure_all(runs, &references);
    if (can_judge(runs, &references, finding)) {
        if (read_all(cpus, &error)) {
            struct inlined inlined = inlined_take(cpus, COUNTED_STREAMS);
            judge_cpu(cpus, &references, &inlined.found, finding);
            inlined_dispose(&inlined);
            judge_answers(finding);
        } else {
            finding->verdict = RESULT_INCONCLUSIVE;
            format_add(&finding->message, "not measured: %s", error.text);
        }
    }
    for (size_t i = 0; i < COUNTED_STREAMS; i++)
        counted_dispose(&cpus[i]);
    references_dispose(&references);
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
