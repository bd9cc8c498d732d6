/*
 * The correctness gate: the stage gives the right answer to every case, and does nothing but that.
 *
 * Run:      all cases of the contract in one process, natively, with some allocations refused; without
 *           Valgrind, with the compiler's sanitizers. In another, streams of more than 4 GiB.
 * Compared: each output and status with the oracle's, the plainest code for the same; what was
 *           printed with nothing.
 * Said:     the smallest wrong case, in as few chunks as show it, what came and what was expected, and
 *           what other wrong cases are about; how the program ended if it did not answer all.
 */
#include "judge/contract_algo_one.h"
#include "judge/evidence.h"
#include "judge/fewer_chunks.h"
#include "judge/vast_streams.h"

#include "base/json.h"
#include "base/quote.h"
#include "results/verdict.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <string.h>

enum { MOST_NAMES = 5 };

struct tally {
    const struct run *run;
    size_t wrong;
    struct buffer description;     /* of the first wrong answer, which is the smallest */
    const char *first;             /* its name */
    const char *names[MOST_NAMES]; /* what other wrong cases are about, each once */
    size_t name_count;
};

/*
 * What was overwritten in one call can go wrong in a later one, whose case then shows nothing: it is
 * not kept, and if the memory gate has found the error, its case is the one to look at.
 */
static void describe_smallest(const struct judged_answer *judged, void *context)
{
    enum { MOST_SECONDS = 200 };
    struct tally *tally = context;
    struct buffer *text = &tally->description;
    bool can_run_again = !tally->run->sanitized && !run_was_stopped(tally->run);
    bool alone = can_run_again && answers_right_alone(judged->gate, judged->of);
    answers_describe(judged, text);
    if (alone)
        format_add(text, "\n  alone, this case comes out right, so an earlier call left something "
                         "behind");
    if (alone || (can_run_again && !tally->run->complete)) {
        cJSON *memory = gate_await_report(judged->gate, "memory", MOST_SECONDS);
        if (strstr(json_text(memory, "message"), " found an error:") != NULL)
            format_add(text, "\n  memory shows an error that can be why: look at its case first");
        cJSON_Delete(memory);
    }
    if (!alone)
        answers_keep(judged->gate, judged->of, "correctness", "", text);
}

static void count_fault(const struct judged_answer *judged, void *context)
{
    struct tally *tally = context;
    const char *name = judged->of->name;
    if (judged->fault == ANSWER_RIGHT)
        return;
    tally->wrong++;
    if (tally->wrong == 1) {
        tally->first = name;
        if (!fewer_chunks_visit(judged, describe_smallest, tally))
            describe_smallest(judged, tally);
        return;
    }
    /* A random case's name says nothing: only the others tell what kind of input goes wrong. */
    bool known = strcmp(name, cases_random_name) == 0 || strcmp(name, tally->first) == 0;
    for (size_t i = 0; i < tally->name_count; i++)
        known |= strcmp(tally->names[i], name) == 0;
    if (!known && tally->name_count < MOST_NAMES)
        tally->names[tally->name_count++] = name;
}

/* How it ended comes before the cases: the smallest wrong one need not be the one in which it did. */
static void report_stop(const struct gate_context *gate, const struct tally *tally, size_t answered,
                        size_t count, struct buffer *text)
{
    format_add(text, "stopped in case %zu of %zu (seed %" PRIu64 "):\n  %s ", answered + 1, count,
               gate->request.seed, gate->subject);
    run_describe_end(gate, tally->run, text);
    if (tally->run->result.end == PROCESS_CPU_LIMIT) {
        format_add(text, "\n  to see where: ");
        gate_add_command(gate, "debug", text);
        format_add(text, ", then type c, press Ctrl-C, and type bt");
    }
    if (tally->wrong == 2)
        format_add(text, "\n  a case before that is wrong, too:");
    else if (tally->wrong > 2)
        format_add(text,
                   "\n  %zu cases before that are wrong, too; the smallest:", tally->wrong - 1);
}

static void report_faults(const struct gate_context *gate, const struct tally *tally,
                          size_t answered, size_t count, struct buffer *text)
{
    if (answered < count)
        report_stop(gate, tally, answered, count, text);
    else
        format_add(text,
                   "%zu of %zu cases are wrong (seed %" PRIu64 "); the smallest:", tally->wrong,
                   count, gate->request.seed);
    format_add_bytes(text, buffer_rest(&tally->description));
    for (size_t i = 0; i < tally->name_count; i++)
        format_add(text, "%s%s", i == 0 ? "\n  wrong too: " : "; ", tally->names[i]);
}

/* The output belongs in `output`. What a stage prints would end up in its callers' terminals. */
static void report_extra(const struct gate_context *gate, const struct run *run,
                         struct buffer *text)
{
    struct buffer printed;
    format_add(text, "the answers are right, but %s ", gate->subject);
    if (!run->complete) {
        run_describe_end(gate, run, text);
        return;
    }
    gate_read(gate, "correctness", ".stdout", &printed);
    format_add(text, "wrote to stdout; it began with: ");
    if (quote_around(text, bytes_of(printed.at, run->printed), 0) != STREAM_OK)
        text->limit = 0;
    buffer_dispose(&printed);
}

Test(correctness, gives_the_right_answer_to_every_case, .timeout = 350)
{
    struct gate_context gate;
    struct gate_report report;
    struct error error;
    struct case_list cases, vast;
    struct run run;
    struct buffer wrong = buffer_bounded(SIZE_MAX);
    cr_assert(gate_begin("correctness", &gate, &report, &error), "%s", error.text);
    if (!gate_has_program(&gate))
        return;
    cr_assert(answers_make_cases(&gate, cases_of_correctness, &cases));

    bool sanitized = !process_finds("valgrind") &&
                     answers_start_sanitized(&gate, "correctness", &cases, true, &run);
    if (!sanitized)
        run = answers_start(&gate, "correctness", &cases);
    cr_assert(vast_cases(gate.contract, gate.request.seed, &vast));
    struct run vast_run = vast_start(&gate, &vast);
    run_wait(&run);
    struct tally tally = {.run = &run, .description = buffer_bounded(SIZE_MAX)};
    size_t answered = answers_judge(&gate, "correctness", &cases, count_fault, &tally);
    if (run.result.end == PROCESS_NOT_STARTED || run.result.end == PROCESS_INTERRUPTED)
        run_completed(&gate, &run, &report);
    else if (tally.wrong > 0)
        report_faults(&gate, &tally, answered, cases.count, gate_not_yet(&report));
    else if (!run.complete || run.printed > 0)
        report_extra(&gate, &run, gate_not_yet(&report));
    else if (vast_judge(&gate, &vast_run, &vast, &wrong))
        format_add_bytes(gate_not_yet(&report), buffer_rest(&wrong));
    else
        format_add(&report.message, "%zu cases are right%s (seed %" PRIu64 ")", cases.count,
                   sanitized ? ", by AddressSanitizer and UndefinedBehaviorSanitizer too" : "",
                   gate.request.seed);
    run_wait(&vast_run);
    buffer_dispose(&wrong);
    buffer_dispose(&tally.description);
    cases_dispose(&cases);
    cases_dispose(&vast);
    cr_expect(gate_conclude(&gate, &report), "%s", report.verdict);
}
