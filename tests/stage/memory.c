/* The stage touches no memory that is not its own, and uses no byte that was never written. */
#include "base/scan.h"
#include "judge/case_answers.h"
#include "judge/memory_error.h"
#include "judge/sanitized_runs.h"
#include "readers/memcheck.h"
#include "results/result.h"
#include "run/process.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* Memcheck runs a program some thirty times slower: fewer cases, and no megabyte. */
enum { RANDOM = 100, LARGEST = 1024 };

static struct run start_memcheck(const char *name, const struct case_list *cases, bool origins)
{
    char log[64];
    char path[JUDGING_PATH_SIZE];
    char option[JUDGING_PATH_SIZE + 16];
    snprintf(log, sizeof log, "%s.log", name);
    judging_path(path, log);
    snprintf(option, sizeof option, "--log-file=%s", path);
    const char *const tool[] = {"valgrind",
                                "--tool=memcheck",
                                "--vgdb=no",
                                "--leak-check=no",
                                "--child-silent-after-fork=yes", /* the log is of one process */
                                origins ? "--track-origins=yes" : "--track-origins=no",
                                option,
                                NULL};
    return answers_start(name, cases, tool, path);
}

struct first_error {
    bool found;
    const struct run *run; /* where it is AddressSanitizer's, memcheck would not show it again */
    struct buffer description; /* of the case, which is the smallest with an error */
};

static bool has_error(const struct judged_answer *judged)
{
    return judged->fault == ANSWER_MISSING || judged->answer.errors > 0;
}

static void note_clean(const struct judged_answer *judged, void *context)
{
    bool *clean = context;
    *clean = !has_error(judged);
}

/* Whether the case shows no error where no call was made before it. */
static bool is_clean_alone(const struct named_case *of, bool is_guarded)
{
    static const char name[] = "memory-alone";
    struct named_case copy = *of;
    const struct case_list one = {.items = &copy, .count = 1};
    bool clean = false;
    struct run run =
        is_guarded ? sanitized_start_again(name, &one) : start_memcheck(name, &one, false);
    run_wait(&run);
    answers_judge(name, &one, note_clean, &clean);
    return clean;
}

static void note_first_error(const struct judged_answer *judged, void *context)
{
    struct first_error *first = context;
    bool is_guarded = first->run->sanitized;
    struct buffer *text = &first->description;
    if (first->found || !has_error(judged))
        return;
    first->found = true;
    answers_describe(judged, text);
    if (!run_was_stopped(first->run) && is_clean_alone(judged->of, is_guarded)) {
        format_add(text, "\n  alone, this case shows no error: a call before it is the cause");
        answers_keep_none("memory"); /* memcheck may have kept one, and that message is replaced */
    } else if (is_guarded) {
        answers_keep_to_look(judged->of, "memory", "debug", text);
    } else {
        answers_keep(judged->of, "memory", "valgrind --track-origins=yes ", text);
    }
}

/* Appends the smallest case that shows an error, or in which the program ended. */
static void add_case(const struct run *run, const struct case_list *cases, struct buffer *text)
{
    struct first_error first = {.run = run, .description = buffer_bounded(SIZE_MAX)};
    answers_judge(run->name, cases, note_first_error, &first);
    format_add_bytes(text, buffer_rest(&first.description));
    buffer_dispose(&first.description);
}

/* The log of a run, as far as it goes. */
struct log {
    struct buffer text; /* which the rest borrows */
    struct memcheck memcheck;
    bool read;
    bool failed; /* memcheck failed itself: its errors are those that it had found until then */
    struct error error;
};

static void read_log(const char *name, struct log *log)
{
    *log = (struct log){.failed = false};
    judging_read(name, &log->text);
    struct bytes text = buffer_rest(&log->text);
    log->read = memcheck_read(name, text, &log->memcheck, &log->error);
    if (log->read)
        return;
    log->failed = memcheck_failed(text, &log->memcheck.first_error);
    log->memcheck.errors = log->memcheck.first_error.len > 0;
}

static void report_error(const struct run *run, const struct case_list *cases,
                         struct bytes first_error, struct finding *finding)
{
    struct log again = {.text = buffer_bounded(0)};
    finding->verdict = RESULT_NOT_YET;
    if (scan_line_with(first_error, "ninitialised").len > 0) {
        struct run origins = start_memcheck("memory-origins", cases, true);
        run_wait(&origins);
        read_log("memory-origins.log", &again);
    }
    format_add(&finding->message, "Valgrind's memcheck found an error:");
    memory_error_add(&finding->message,
                     again.memcheck.errors > 0 ? again.memcheck.first_error : first_error);
    add_case(run, cases, &finding->message);
    buffer_dispose(&again.text);
}

static void report_unmeasured(const char *why, struct finding *finding)
{
    finding->verdict = RESULT_INCONCLUSIVE;
    format_add(&finding->message, "not measured: %s", why);
}

static struct memory_error_told judge_log(const struct run *run, const struct case_list *cases,
                                          struct finding *finding)
{
    struct log log;
    read_log("memory.log", &log);
    struct memory_error_told told = {.explained = false};
    if (log.memcheck.errors > 0) {
        report_error(run, cases, log.memcheck.first_error, finding);
        told = memory_error_tell(log.memcheck.first_error);
    } else if (log.failed) {
        report_unmeasured("Valgrind failed", finding);
    } else if (!run_completed(run, finding)) {
        if (strcmp(finding->verdict, RESULT_NOT_YET) == 0)
            add_case(run, cases, &finding->message);
    } else if (log.read) {
        format_add(&finding->message, "no invalid access, no uninitialised byte in %zu cases",
                   cases->count);
    } else {
        report_unmeasured(log.error.text, finding);
    }
    buffer_dispose(&log.text);
    return told;
}

/*
 * Memcheck knows nothing of arrays on the stack, nor of copies that overlap: AddressSanitizer does.
 * What memcheck has `explained` stays, but for what an overrun of such an array can have led to.
 */
static void judge_guarded(const struct run *run, const struct case_list *cases,
                          const struct memory_error_told *told, struct finding *finding)
{
    struct buffer fault = buffer_bounded(SIZE_MAX);
    if (sanitized_add_fault(run, &fault) &&
        (!told->explained || scan_line_with(buffer_rest(&fault), " this variable: ").len > 0)) {
        finding->verdict = RESULT_NOT_YET;
        buffer_reset(&finding->message);
        format_add(&finding->message, "AddressSanitizer found an error:");
        format_add_bytes(&finding->message, buffer_rest(&fault));
        if (told->address != NULL &&
            scan_line_with(buffer_rest(&fault), "segmentation fault").len > 0)
            format_add(&finding->message, "\n  %s", told->address);
        add_case(run, cases, &finding->message);
    }
    buffer_dispose(&fault);
}

static void measure_memory(const struct case_list *cases, struct finding *finding)
{
    struct run memcheck = start_memcheck("memory", cases, false);
    struct run guarded;
    bool is_guarded =
        process_finds("valgrind") &&
        sanitized_start("memory-guarded", COMPILE_WITH_ADDRESS_SANITIZER, cases, &guarded);
    run_wait(&memcheck);
    if (is_guarded)
        run_wait(&guarded);
    struct memory_error_told told = judge_log(&memcheck, cases, finding);
    if (is_guarded)
        judge_guarded(&guarded, cases, &told, finding);
}

Test(memory, touches_only_its_own_and_reads_only_what_was_written, .timeout = 350)
{
    if (!judging_has_program())
        return;
    struct finding finding = finding_of("memory");
    struct case_list cases = judging_cases(RANDOM, LARGEST);
    if (run_can_be_measured(&finding))
        measure_memory(&cases, &finding);
    cases_dispose(&cases);
    finding_conclude(&finding);
}
