/*
 * The memory gate: the stage touches no memory that is not its own, and uses no byte that was never
 * written.
 *
 * Run:      cases of lengths up to 1 KiB under memcheck; at the same time, of lengths up to 16 KiB,
 *           natively with AddressSanitizer, which sees arrays on the stack, and copies that overlap.
 *           Memcheck does not. The numbers in the file are lengths, too.
 * Compared: the errors that they find with none.
 * Said:     the error, where in the file it is, and the smallest case that shows it.
 */
#include "base/scan.h"
#include "judge/evidence.h"
#include "judge/memory_error.h"
#include "results/verdict.h"

#include <criterion/criterion.h>
#include <string.h>

/* Memcheck runs a program some thirty times slower: fewer cases, and no megabyte. */
static const struct case_bounds bounds = {
    .random = 100, .largest = 1024, .power = 1024, .work = 1 << 13};
static const struct case_bounds sanitized_bounds = {
    .random = 100, .largest = 4096, .power = 1 << 14, .work = 1 << 14, .exact = 4096};

static bool has_error(const struct judged_answer *judged)
{
    return judged->fault == ANSWER_MISSING || judged->answer.errors > 0;
}

static void note_clean(const struct judged_answer *judged, void *context)
{
    *(bool *)context = !has_error(judged);
}

/* Whether the case shows no error if no call was made before it. */
static bool is_clean_alone(const struct judged_answer *judged, bool is_sanitized)
{
    static const char name[] = "memory-alone";
    struct named_case copy = *judged->of;
    const struct case_list one = {.items = &copy, .count = 1};
    bool clean = false;
    struct run run = is_sanitized ? answers_start_sanitized_again(judged->gate, name, &one)
                                  : answers_start_memcheck(judged->gate, name, &one, false);
    run_wait(&run);
    answers_judge(judged->gate, name, &one, note_clean, &clean);
    return clean;
}

struct first_error {
    bool found;
    const struct run
        *run; /* if it is AddressSanitizer's, memcheck would not show the error again */
    struct buffer description; /* of the case, which is the smallest with an error */
};

static void note_first_error(const struct judged_answer *judged, void *context)
{
    struct first_error *first = context;
    bool is_sanitized = first->run->sanitized;
    struct buffer *text = &first->description;
    if (first->found || !has_error(judged))
        return;
    first->found = true;
    answers_describe(judged, text);
    if (!run_was_stopped(first->run) && is_clean_alone(judged, is_sanitized)) {
        format_add(text, "\n  alone, this case shows no error, so an earlier call left something "
                         "behind");
        answers_keep_none(judged->gate, "memory"); /* of a message that this one replaces */
    } else if (is_sanitized) {
        answers_keep_to_look(judged->gate, judged->of, "memory", "debug", text);
    } else {
        answers_keep(judged->gate, judged->of, "memory", "valgrind --track-origins=yes ", text);
    }
}

/* Appends the smallest case that shows an error, or in which the program ended. */
static void add_case(const struct gate_context *gate, const struct run *run,
                     const struct case_list *cases, struct buffer *text)
{
    struct first_error first = {.run = run, .description = buffer_bounded(SIZE_MAX)};
    answers_judge(gate, run->name, cases, note_first_error, &first);
    format_add_bytes(text, buffer_rest(&first.description));
    buffer_dispose(&first.description);
}

/* Quotes memcheck's error; one of bytes never written from a run that sees where they come from. */
static void report_error(const struct gate_context *gate, const struct run *run,
                         const struct case_list *cases, struct bytes error, struct buffer *text)
{
    struct memory_log again = {.text = buffer_bounded(0)};
    if (scan_line_with(error, "ninitialised").len > 0) {
        struct run origins = answers_start_memcheck(gate, "memory-origins", cases, true);
        run_wait(&origins);
        memory_log_read(gate, "memory-origins", &again);
    }
    format_add(text, "Valgrind's memcheck found an error:");
    memory_error_add(gate, text, again.memcheck.errors > 0 ? again.memcheck.first_error : error);
    add_case(gate, run, cases, text);
    buffer_dispose(&again.text);
}

static struct memory_error_told judge_memcheck(const struct gate_context *gate,
                                               const struct run *run, const struct case_list *cases,
                                               struct gate_report *report)
{
    struct memory_log log;
    struct memory_error_told told = {.explained = false};
    memory_log_read(gate, "memory", &log);
    if (log.memcheck.errors > 0) {
        report_error(gate, run, cases, log.memcheck.first_error, gate_not_yet(report));
        told = memory_error_tell(gate, log.memcheck.first_error);
    } else if (log.failed) {
        gate_not_measured(report, "Valgrind failed");
    } else if (!run_completed(gate, run, report)) {
        if (strcmp(report->verdict, RESULT_NOT_YET) == 0)
            add_case(gate, run, cases, &report->message);
    } else if (!log.read) {
        gate_not_measured(report, "%s", log.error.text);
    } else {
        format_add(&report->message, "no invalid access, no uninitialised byte in %zu cases",
                   cases->count);
    }
    buffer_dispose(&log.text);
    return told;
}

/* What memcheck has explained stays, but for what the overrun of an array on the stack can cause. */
static void judge_sanitized(const struct gate_context *gate, const struct run *run,
                            const struct case_list *cases, const struct memory_error_told *told,
                            struct gate_report *report)
{
    struct buffer fault = buffer_bounded(SIZE_MAX);
    bool found = answers_add_fault(gate, run, &fault);
    struct bytes said = buffer_rest(&fault);
    if (found && (!told->explained || scan_line_with(said, " this variable: ").len > 0)) {
        struct buffer *text = gate_not_yet(report);
        buffer_reset(text);
        format_add(text, "AddressSanitizer found an error:");
        format_add_bytes(text, said);
        if (told->address != NULL && scan_line_with(said, "segmentation fault").len > 0)
            format_add(text, "\n  %s", told->address);
        add_case(gate, run, cases, text);
    }
    buffer_dispose(&fault);
}

Test(memory, touches_only_its_own_and_reads_only_what_was_written, .timeout = 350)
{
    struct gate_context gate;
    struct gate_report report;
    struct error error;
    struct case_list cases, sanitized_cases;
    struct run sanitized;
    cr_assert(gate_begin("memory", &gate, &report, &error), "%s", error.text);
    if (!gate_has_program(&gate))
        return;
    cr_assert(answers_make_cases(&gate, bounds, &cases) &&
              answers_make_cases(&gate, sanitized_bounds, &sanitized_cases));

    if (run_can_be_measured(&gate, &report)) {
        struct run memcheck = answers_start_memcheck(&gate, "memory", &cases, false);
        bool is_sanitized =
            process_finds("valgrind") &&
            answers_start_sanitized(&gate, "memory-sanitized", &sanitized_cases, false, &sanitized);
        run_wait(&memcheck);
        if (is_sanitized)
            run_wait(&sanitized);
        struct memory_error_told told = judge_memcheck(&gate, &memcheck, &cases, &report);
        if (is_sanitized)
            judge_sanitized(&gate, &sanitized, &sanitized_cases, &told, &report);
    }
    cases_dispose(&cases);
    cases_dispose(&sanitized_cases);
    cr_expect(gate_conclude(&gate, &report), "%s", report.verdict);
}
