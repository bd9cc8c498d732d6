/* The stage touches no memory that is not its own, and uses no byte that was never written. */
#include "process/process.h"
#include "profile/memcheck.h"
#include "result/result.h"
#include "stage/answers.h"
#include "stage/sanitized.h"
#include "text/scan.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* Memcheck runs a program some thirty times slower: fewer cases, and no megabyte. */
enum { RANDOM = 100, LARGEST = 1024 };

struct first_error {
    bool found;
    bool is_guarded;           /* it is AddressSanitizer's: memcheck would not show it again */
    struct buffer description; /* of the case, which is the smallest with an error */
};

static void note_first_error(const struct judged_answer *judged, void *context)
{
    struct first_error *first = context;
    if (first->found || (judged->fault != ANSWER_MISSING && judged->answer.errors == 0))
        return;
    first->found = true;
    answers_describe(judged, &first->description);
    if (first->is_guarded)
        answers_keep_to_look(judged->of, "memory", "debug", &first->description);
    else
        answers_keep(judged->of, "memory", "valgrind --track-origins=yes ", &first->description);
}

static bool contains(struct bytes text, const char *part)
{
    return text.len > 0 && memmem(text.at, text.len, part, strlen(part)) != NULL;
}

static bool is_frame(struct bytes line)
{
    return line.len > 5 && (memcmp(line.at, "at 0x", 5) == 0 || memcmp(line.at, "by 0x", 5) == 0);
}

/* Where a frame begins to tell its place in a library or in Valgrind; NULL for any other place. */
static const unsigned char *valgrinds_place(struct bytes frame)
{
    static const char *const places[] = {" (in ", " (vg_replace_"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const unsigned char *at = memmem(frame.at, frame.len, places[i], strlen(places[i]));
        if (at != NULL)
            return at;
    }
    return NULL;
}

/*
 * Appends a frame. It reads "by 0x4843E2: algo_one (algo_one.c:31)" or, of what Valgrind puts in the
 * C library's place, "at 0x484182: bcmp (in /usr/libexec/valgrind/vgpreload_memcheck-amd64-linux.so)"
 * or "... (vg_replace_strmem.c:1233)": neither address nor place helps anybody, and memcmp is known
 * there by its older name.
 */
static void add_frame(struct buffer *text, struct bytes frame)
{
    const unsigned char *colon = memchr(frame.at, ':', frame.len);
    struct bytes name = colon == NULL ? frame : bytes_skip(frame, (size_t)(colon - frame.at) + 1);
    const unsigned char *end = valgrinds_place(name);
    if (end != NULL)
        name.len = (size_t)(end - name.at);
    bool is_old = end != NULL && bytes_equal(name, bytes_from_string(" bcmp"));
    format_add(text, "\n    %.2s", (const char *)frame.at);
    format_add_printable(text, is_old ? bytes_from_string(" memcmp") : name);
}

/*
 * What a line says of an address that is in no block of the heap; NULL for any other line. An input
 * lies at the end of a mapping, with a page behind it that nobody can read (probe/arena.h).
 */
static const char *outside_of_blocks(struct bytes line)
{
    static const struct {
        const char *part, *meaning;
    } rows[] = {
        {"memfd:arena", "The address is in front of data, find or repl, outside of it"},
        {"is in a --- anonymous segment",
         "The address is behind data, find or repl, outside of it"},
        {"is not stack'd, malloc'd",
         "The address is in no block of the heap, and in no part of the stack that is in use"},
        {"is on thread 1's stack", "The address is on the stack"},
        {"in arena \"client\"", "The address is beside the blocks of the heap, in none of them"}};
    if (!contains(line, "Address 0x"))
        return NULL;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (contains(line, rows[i].part))
            return rows[i].meaning;
    }
    return NULL;
}

/* Whether an error's address tells nothing: an array on the stack that is overrun leads there. */
static bool is_nowhere(struct bytes error)
{
    return contains(error, "is not stack'd, malloc'd") || contains(error, "is on thread 1's stack");
}

/* Whether the frame is one of the contract's functions. */
static bool is_called_frame(struct bytes frame)
{
    char part[64];
    const struct contract *contract = judging()->stage->contract;
    for (size_t i = 0; contract->functions[i] != NULL; i++) {
        snprintf(part, sizeof part, ": %s (", contract->functions[i]);
        if (contains(frame, part))
            return true;
    }
    return false;
}

/* Whether any frame of the stack that `error` begins with is one that we call. */
static bool stack_names_stage(struct bytes error)
{
    struct bytes line;
    while (memcheck_next_line(&error, &line) && is_frame(line)) {
        if (is_called_frame(line))
            return true;
    }
    return false;
}

/* Appends the frames of the stack that `error` begins with, down to that; cuts the stack off. */
static void add_stack(struct buffer *text, struct bytes *error)
{
    bool shown = stack_names_stage(*error);
    struct bytes rest = *error;
    struct bytes line;
    while (memcheck_next_line(&rest, &line) && is_frame(line)) {
        if (shown)
            add_frame(text, line);
        shown = shown && !is_called_frame(line);
        *error = rest;
    }
}

/*
 * What is wrong with the output is found when the call has returned: then the stack is ours, and
 * so is the address. NULL for any other error.
 */
static const char *output_fault(struct bytes error)
{
    if (contains(error, "Uninitialised byte(s) found during client check request"))
        return "appended bytes to output that were never written";
    if (contains(error, "Unaddressable byte(s) found during client check request"))
        return "left an output whose bytes cannot be read: something wrote over it";
    return NULL;
}

/* Valgrind's words on its first error, but for the frames that called the stage. */
static void add_error(struct buffer *text, struct bytes error)
{
    const char *fault = output_fault(error);
    struct bytes line;
    if (fault != NULL)
        format_add(text, "\n  %s %s", judging()->stage->contract->subject, fault);
    while (memcheck_next_line(&error, &line)) {
        bool ours = fault != NULL && !contains(line, "was created by");
        if (!ours && line.len > 0) {
            format_add(text, "\n  ");
            const char *meaning = outside_of_blocks(line);
            if (meaning != NULL)
                format_add(text, "%s", meaning);
            else
                format_add_printable(text, line);
        }
        add_stack(text, &error);
    }
}

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

/* Appends the smallest case that shows an error, or in which the program ended. */
static void add_case(const char *run, bool is_guarded, const struct case_list *cases,
                     struct buffer *text)
{
    struct first_error first = {.is_guarded = is_guarded, .description = buffer_bounded(SIZE_MAX)};
    answers_judge(run, cases, note_first_error, &first);
    format_add_bytes(text, buffer_unread(&first.description));
    buffer_dispose(&first.description);
}

/* The log of a run, as far as it goes. */
struct log {
    struct buffer text; /* which the rest borrows */
    struct memcheck memcheck;
    bool read;
    bool failed; /* memcheck failed itself: its errors are those that it had found until then */
    char error[SCAN_ERROR_SIZE];
};

static void read_log(const char *name, struct log *log)
{
    *log = (struct log){.failed = false};
    judging_read(name, &log->text);
    struct bytes text = buffer_unread(&log->text);
    log->read = memcheck_read(name, text, &log->memcheck, log->error);
    if (log->read)
        return;
    log->failed = memcheck_failed(text, &log->memcheck.first_error);
    log->memcheck.errors = log->memcheck.first_error.len > 0;
}

static void report_error(const struct case_list *cases, struct bytes first_error,
                         struct finding *finding)
{
    struct log again = {.text = buffer_bounded(0)};
    finding->verdict = RESULT_NOT_YET;
    if (contains(first_error, "ninitialised")) {
        struct run run = start_memcheck("memory-origins", cases, true);
        run_wait(&run);
        read_log("memory-origins.log", &again);
    }
    format_add(&finding->message, "Valgrind's memcheck found an error:");
    add_error(&finding->message,
              again.memcheck.errors > 0 ? again.memcheck.first_error : first_error);
    add_case("memory", false, cases, &finding->message);
    buffer_dispose(&again.text);
}

static void report_unmeasured(const char *why, struct finding *finding)
{
    finding->verdict = RESULT_INCONCLUSIVE;
    format_add(&finding->message, "not measured: %s", why);
}

/* Whether an error explains what went wrong: one at an address that is nowhere does not. */
static bool judge_log(const struct run *run, const struct case_list *cases, struct finding *finding)
{
    struct log log;
    read_log("memory.log", &log);
    bool explained = false;
    if (log.memcheck.errors > 0) {
        report_error(cases, log.memcheck.first_error, finding);
        explained = !is_nowhere(log.memcheck.first_error);
    } else if (log.failed) {
        report_unmeasured("Valgrind failed", finding);
    } else if (!run_completed(run, finding)) {
        if (strcmp(finding->verdict, RESULT_NOT_YET) == 0)
            add_case("memory", false, cases, &finding->message);
    } else if (log.read) {
        format_add(&finding->message, "no invalid access, no uninitialised byte in %zu cases",
                   cases->count);
    } else {
        report_unmeasured(log.error, finding);
    }
    buffer_dispose(&log.text);
    return explained;
}

/*
 * Memcheck knows nothing of arrays on the stack, nor of copies that overlap: AddressSanitizer does.
 * What memcheck has `explained` stays, but for what an overrun of such an array can have led to.
 */
static void judge_guarded(const struct run *run, const struct case_list *cases, bool explained,
                          struct finding *finding)
{
    struct buffer fault = buffer_bounded(SIZE_MAX);
    if (sanitized_add_fault(run, &fault) &&
        (!explained || contains(buffer_unread(&fault), " this variable: "))) {
        finding->verdict = RESULT_NOT_YET;
        buffer_reset(&finding->message);
        format_add(&finding->message, "AddressSanitizer found an error:");
        format_add_bytes(&finding->message, buffer_unread(&fault));
        add_case(run->name, true, cases, &finding->message);
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
    bool explained = judge_log(&memcheck, cases, finding);
    if (is_guarded)
        judge_guarded(&guarded, cases, explained, finding);
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
