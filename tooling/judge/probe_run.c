#include "judge/probe_run.h"

#include "base/files.h"
#include "base/scan.h"
#include "judge_config.h" /* made by CMake: where the workbook's own programs are */
#include "probe/frame.h"
#include "results/result.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

/*
 * A right file needs a third of a second at most, a second under Valgrind; one that builds a table
 * for each byte of a long find needs three. CPU time, so that load matters little.
 * The stack is smaller than the largest stream: one that recurses for each byte or match runs out of
 * it.
 */
enum { NATIVE_SECONDS = 5, VALGRIND_SECONDS = 6 };
static const struct process_limits limits = {.cpu_seconds = VALGRIND_SECONDS,
                                             .stack_bytes = 512 << 10,
                                             .wall_seconds = 60,
                                             .file_bytes = (uint64_t)64 << 20,
                                             .memory_bytes = (uint64_t)4 << 30};

static void mark_of(char mark[32])
{
    snprintf(mark, 32, "end-%016" PRIx64, judging()->seed * UINT64_C(0x9e3779b97f4a7c15));
}

/* Reads what the program said: the file with its run's name and this ending. */
static void read_said(const struct run *run, const char *ending, struct buffer *text)
{
    char file[64];
    snprintf(file, sizeof file, "%s.%s", run->name, ending);
    judging_read(file, text);
}

void run_path(char path[JUDGING_PATH_SIZE], const char *name, const char *ending)
{
    char file[64];
    snprintf(file, sizeof file, "%s.%s", name, ending);
    judging_path(path, file);
}

static const char *const *environment_of(enum run_kind kind)
{
    static const char *const counted[] = {"LD_PRELOAD=" JUDGE_COUNT_ALLOCATIONS, NULL};
    static const char *const valgrind[] = {"LD_LIBRARY_PATH=" JUDGE_LEAN_LIBC, NULL};
    static const char *const sanitized[] = {
        "ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1:hard_rss_limit_mb=4096", NULL};
    if (kind == RUN_STATIC)
        return NULL;
    if (kind == RUN_SANITIZED)
        return sanitized;
    return kind == RUN_COUNTED ? counted : valgrind;
}

/* What the run may read: the program, its cases, and what stands in its environment. */
static void make_box(const struct run_request *request, struct box *box)
{
    size_t count = 0;
    box->reads[count++] = judging()->build.folder;
    box->reads[count++] = request->cases;
    if (request->kind == RUN_COUNTED || request->kind == RUN_VALGRIND)
        box->reads[count] =
            request->kind == RUN_COUNTED ? JUDGE_COUNT_ALLOCATIONS : JUDGE_LEAN_LIBC;
    for (size_t i = 0; i < RUN_MOST_FILES && request->writes[i] != NULL; i++)
        box->writes[i] = request->writes[i];
}

/* What a box is to write to must be there. */
static void make_files(const struct run_request *request)
{
    struct error error;
    for (size_t i = 0; i < RUN_MOST_FILES && request->writes[i] != NULL; i++)
        cr_assert(file_write(request->writes[i], bytes_of(NULL, 0), &error), "%s", error.text);
}

static size_t count_words(const char *const *words)
{
    size_t count = 0;
    while (words[count] != NULL)
        count++;
    cr_assert_leq(count, RUN_MOST_WORDS);
    return count;
}

struct run run_start(const struct run_request *request)
{
    const char *arguments[RUN_MOST_WORDS + 2] = {NULL};
    char mark[32];
    char output[JUDGING_PATH_SIZE];
    char errors[JUDGING_PATH_SIZE];
    char status[JUDGING_PATH_SIZE];
    size_t count = count_words(request->words);
    struct box box = {.kind = request->ours ? BOX_NONE : judging()->box, .status = status};
    struct process_limits limited = limits;
    if (request->kind == RUN_COUNTED)
        limited.cpu_seconds = NATIVE_SECONDS;
    if (request->kind == RUN_SANITIZED)
        limited.memory_bytes = 0;

    memcpy(arguments, request->words, count * sizeof *arguments);
    mark_of(mark);
    arguments[count] = mark;
    run_path(output, request->name, "stdout");
    run_path(errors, request->name, "stderr");
    run_path(status, request->name, "box");
    make_box(request, &box);
    make_files(request);
    return (struct run){.name = request->name,
                        .sanitized = request->kind == RUN_SANITIZED,
                        .process = box_start(&box, &(struct process_request){
                                                       .arguments = arguments,
                                                       .environment = environment_of(request->kind),
                                                       .output = output,
                                                       .errors = errors,
                                                       .limits = limited})};
}

static bool ends_with(struct bytes text, struct bytes end)
{
    return text.len >= end.len && bytes_equal(bytes_skip(text, text.len - end.len), end);
}

void run_wait(struct run *run)
{
    char mark[32];
    struct buffer output;
    mark_of(mark);

    run->result = box_wait(&run->process);
    read_said(run, "stdout", &output);
    struct bytes said = buffer_rest(&output);
    struct bytes end = bytes_from_string(mark);
    run->complete =
        run->result.end == PROCESS_EXITED && run->result.code == 0 && ends_with(said, end);
    run->printed = run->complete ? said.len - end.len : 0;
    buffer_dispose(&output);
}

static const char *signal_text(int number)
{
    switch (number) {
    case SIGSEGV:
        return "crashed (segmentation fault: it touched memory that is not its own)";
    case SIGBUS:
        return "crashed (bus error: it touched memory that is not its own)";
    case SIGABRT:
        return "was aborted (by the C library or an assertion)";
    case SIGFPE:
        return "crashed (arithmetic error, such as a division by zero)";
    case SIGILL:
        return "crashed (illegal instruction)";
    case SIGKILL:
        return "was ended by a signal: it killed itself, or had used up its CPU time";
    default:
        return "was ended by a signal";
    }
}

/* What AddressSanitizer says in one line, "heap-buffer-overflow algo_one.c:31:5 in algo_one". */
static struct bytes sanitizer_summary(struct bytes said)
{
    static const char begin[] = "SUMMARY: ";
    struct bytes line = scan_line_with(said, begin);
    return bytes_skip(line, line.len == 0 ? 0 : sizeof begin - 1);
}

/* "probe: /home/ada/stages/stream/bytes.c:18: ..." from the stream library's own folder on. */
static struct bytes without_our_names(struct bytes line)
{
    struct bytes in_library = scan_line_with(line, "stages/stream/");
    return scan_line_with(line, ": Assertion ").len > 0 && in_library.len > 0 ? in_library : line;
}

/* The first line that the program said on stderr before it ended; Valgrind's begin with "==". */
static void describe_last_words(const struct run *run, struct buffer *text)
{
    struct error error;
    struct buffer errors;
    read_said(run, "stderr", &errors);
    struct scan s = scan_of("stderr", buffer_rest(&errors), &error);
    struct bytes line = run->sanitized ? sanitizer_summary(s.rest) : bytes_of(NULL, 0);
    while (line.len == 0 && scan_line(&s, &line)) {
        if (line.len > 0 && line.at[0] == '=')
            line.len = 0;
    }
    if (line.len > 0) {
        format_add(text, "; it said: ");
        format_add_printable(text, without_our_names(line));
    }
    buffer_dispose(&errors);
}

void run_describe_end(const struct run *run, struct buffer *text)
{
    switch (run->result.end) {
    case PROCESS_SIGNALLED:
        format_add(text, "%s", signal_text(run->result.code));
        describe_last_words(run, text);
        break;
    case PROCESS_CPU_LIMIT:
        format_add(text, "did not return within %u s of CPU time",
                   run->process.process.limits.cpu_seconds);
        break;
    case PROCESS_WALL_LIMIT:
        format_add(text, "did not return within %u s", limits.wall_seconds);
        break;
    case PROCESS_FILE_LIMIT:
        format_add(text, "wrote more than %" PRIu64 " MiB", limits.file_bytes >> 20);
        break;
    case PROCESS_EXITED:
        if (run->result.code == PROBE_STDOUT_CLOSED)
            format_add(text, "closed stdout");
        else
            format_add(text, "ended the program with exit status %d", run->result.code);
        describe_last_words(run, text);
        break;
    case PROCESS_NOT_STARTED:
    case PROCESS_INTERRUPTED:
        break;
    }
}

static const char small_cases_end[] = "small-cases.end";

bool run_was_stopped(const struct run *run)
{
    return run->result.end == PROCESS_CPU_LIMIT || run->result.end == PROCESS_WALL_LIMIT ||
           run->result.end == PROCESS_FILE_LIMIT;
}

void run_share_end(const struct run *run)
{
    char path[JUDGING_PATH_SIZE];
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    judging_path(path, small_cases_end);
    if (run_was_stopped(run))
        run_describe_end(run, &text);
    cr_assert(file_write(path, buffer_rest(&text), &error), "%s", error.text);
    buffer_dispose(&text);
}

bool run_can_be_measured(struct finding *finding)
{
    struct buffer why = buffer_bounded(0);
    if (judging_await(small_cases_end, limits.wall_seconds + 10))
        judging_read(small_cases_end, &why);
    bool can = why.len == 0;
    if (!can) {
        finding->verdict = RESULT_NOT_YET;
        format_add(&finding->message, "stopped: %s ", judging()->stage->contract->subject);
        format_add_bytes(&finding->message, buffer_rest(&why));
        format_add(&finding->message, ", as correctness shows");
    }
    buffer_dispose(&why);
    return can;
}

/* What Valgrind says of a failure of its own. */
enum valgrind_end {
    VALGRIND_WELL,
    VALGRIND_FAILED,
    VALGRIND_BLAMES_PROGRAM /* which can have written over what Valgrind keeps beside its blocks */
};

/* It exits where it failed: where a signal came, that is not its word. */
static enum valgrind_end valgrind_end(const struct run *run)
{
    struct buffer errors;
    enum valgrind_end end = VALGRIND_WELL;
    if (run->result.end != PROCESS_EXITED)
        return end;
    read_said(run, "stderr", &errors);
    struct bytes said = buffer_rest(&errors);
    if (scan_line_with(said, "valgrind: ").len > 0)
        end = scan_line_with(said, "your program").len > 0 ? VALGRIND_BLAMES_PROGRAM
                                                           : VALGRIND_FAILED;
    buffer_dispose(&errors);
    return end;
}

static bool inconclusive(struct finding *finding)
{
    finding->verdict = RESULT_INCONCLUSIVE;
    return false;
}

static void report_stop(const struct run *run, enum valgrind_end end, struct buffer *text)
{
    const char *subject = judging()->stage->contract->subject;
    if (end == VALGRIND_BLAMES_PROGRAM) {
        format_add(text,
                   "stopped: Valgrind itself failed while it ran %s, as it does where a program "
                   "writes outside of its blocks on the heap, or frees what it must not: look at "
                   "memory first",
                   subject);
        return;
    }
    format_add(text, "stopped: %s ", subject);
    run_describe_end(run, text);
}

bool run_completed(const struct run *run, struct finding *finding)
{
    if (run->complete)
        return true;
    if (run->result.end == PROCESS_NOT_STARTED) {
        if (run->result.code == ENOENT)
            format_add(
                &finding->message,
                "not measured: Valgrind is not installed. To install it: tooling/setup; where "
                "there is none, use the dev container (.devcontainer)");
        else
            format_add(&finding->message, "not measured: a program cannot be started: %s",
                       strerror(run->result.code));
        return inconclusive(finding);
    }
    if (run->result.end == PROCESS_INTERRUPTED) {
        format_add(&finding->message, "not measured: the check was interrupted");
        return inconclusive(finding);
    }
    enum valgrind_end end = valgrind_end(run);
    if (end == VALGRIND_FAILED) {
        format_add(&finding->message, "not measured: Valgrind failed");
        describe_last_words(run, &finding->message);
        return inconclusive(finding);
    }
    finding->verdict = RESULT_NOT_YET;
    report_stop(run, end, &finding->message);
    return false;
}
