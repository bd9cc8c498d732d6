#include "judge/probe_run.h"

#include "base/files.h"
#include "base/scan.h"
#include "judge/judged_build.h"
#include "measure/run_tool.h"
#include "results/verdict.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * A right file needs a third of a second at most, a second under Valgrind; one that builds a table
 * for each byte of a long find needs three. CPU time, so that load matters little.
 * The stack is smaller than the largest stream: one that recurses for each byte or match runs out of
 * it.
 */
enum { NATIVE_SECONDS = 5, VALGRIND_SECONDS = 6, SPAN_SECONDS = 1 };
static const struct process_limits run_limits = {.cpu_seconds = VALGRIND_SECONDS,
                                                 .stack_bytes = 512 << 10,
                                                 .wall_seconds = 60,
                                                 .file_bytes = (uint64_t)64 << 20,
                                                 .memory_bytes = (uint64_t)4 << 30};

struct run run_failed(const char *name, const char *why)
{
    struct run run = {.name = name, .work = "work", .result = {.end = PROCESS_NOT_STARTED}};
    snprintf(run.why, sizeof run.why, "%s", why);
    return run;
}

struct run run_start(const struct gate_context *gate, const struct run_request *request)
{
    struct error error;
    struct compile_paths build;
    char mark[TOOL_MARK_SIZE];
    struct tool_run *tool = malloc(sizeof *tool);
    struct run run = {.name = request->name,
                      .work = request->work,
                      .sanitized = request->tool == TOOL_SANITIZED,
                      .tool = tool,
                      .limits = run_limits};
    if (request->tool == TOOL_ALLOCATIONS)
        run.limits.cpu_seconds = request->span > 0 ? SPAN_SECONDS : NATIVE_SECONDS;
    run.limits.memory_bytes += request->span;
    snprintf(mark, sizeof mark, "end-%016" PRIx64,
             gate->request.seed * UINT64_C(0x9e3779b97f4a7c15));
    if (tool == NULL)
        return run_failed(request->name, "out of memory");
    if (judged_build_paths(gate, CHECK_PROGRAM, &build, &error) &&
        tool_start(&(struct tool_request){.tool = request->tool,
                                          .folder = gate->folder,
                                          .name = request->name,
                                          .words = request->words,
                                          .mark = mark,
                                          .limits = run.limits,
                                          .box = request->ours ? BOX_NONE : gate->request.box,
                                          .reads = {build.folder, request->reads},
                                          .writes = {request->writes}},
                   tool, &error))
        return run;
    free(tool);
    return run_failed(request->name, error.text);
}

void run_wait(struct run *run)
{
    if (run->tool == NULL)
        return;
    tool_wait(run->tool);
    run->result = run->tool->result;
    run->complete = run->tool->complete;
    run->printed = run->tool->printed;
    free(run->tool);
    run->tool = NULL;
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

/* The first line that the program said on stderr before it ended; Valgrind's begin with "==". */
static void add_last_words(const struct gate_context *gate, const struct run *run,
                           struct buffer *text)
{
    static const char summary[] = "SUMMARY: "; /* then AddressSanitizer says all in one line */
    struct error error;
    struct buffer errors;
    gate_read(gate, run->name, ".stderr", &errors);
    struct scan s = scan_of("stderr", buffer_rest(&errors), &error);
    struct bytes line = run->sanitized ? scan_line_with(s.rest, summary) : bytes_of(NULL, 0);
    line = bytes_skip(line, line.len == 0 ? 0 : sizeof summary - 1);
    while (line.len == 0 && scan_line(&s, &line)) {
        if (line.len > 0 && line.at[0] == '=')
            line.len = 0;
    }
    /* "probe: /home/ada/stages/stream/bytes.c:18: ..." begins with the stream library's folder. */
    struct bytes in_library = scan_line_with(line, "stages/stream/");
    if (scan_line_with(line, ": Assertion ").len > 0 && in_library.len > 0)
        line = in_library;
    if (line.len > 0) {
        format_add(text, "; it said: ");
        format_add_printable(text, line);
    }
    buffer_dispose(&errors);
}

void run_describe_end(const struct gate_context *gate, const struct run *run, struct buffer *text)
{
    switch (run->result.end) {
    case PROCESS_SIGNALLED:
        format_add(text, "%s", signal_text(run->result.code));
        add_last_words(gate, run, text);
        break;
    case PROCESS_CPU_LIMIT:
        format_add(text, "did not finish its %s within %u s of CPU time", run->work,
                   run->limits.cpu_seconds);
        break;
    case PROCESS_WALL_LIMIT:
        format_add(text, "did not finish its %s within %u s", run->work, run->limits.wall_seconds);
        break;
    case PROCESS_FILE_LIMIT:
        format_add(text, "wrote more than %" PRIu64 " MiB", run->limits.file_bytes >> 20);
        break;
    case PROCESS_EXITED:
        if (run->result.code == PROBE_STDOUT_CLOSED)
            format_add(text, "closed stdout");
        else
            format_add(text, "ended the program with exit status %d", run->result.code);
        add_last_words(gate, run, text);
        break;
    case PROCESS_NOT_STARTED:
    case PROCESS_INTERRUPTED:
        break;
    }
}

bool run_was_stopped(const struct run *run)
{
    return run->result.end == PROCESS_CPU_LIMIT || run->result.end == PROCESS_WALL_LIMIT ||
           run->result.end == PROCESS_FILE_LIMIT;
}

bool run_share_end(const struct gate_context *gate, const struct run *run, struct error *error)
{
    char path[CHECK_PATH_SIZE];
    struct buffer text = buffer_bounded(SIZE_MAX);
    if (run_was_stopped(run))
        run_describe_end(gate, run, &text);
    bool shared = check_path(path, gate->folder, CHECK_SMALL_CASES_END, "", error) &&
                  file_write(path, buffer_rest(&text), error);
    buffer_dispose(&text);
    return shared;
}

bool run_can_be_measured(const struct gate_context *gate, struct gate_report *report)
{
    struct buffer why = buffer_bounded(0);
    if (gate_await(gate, CHECK_SMALL_CASES_END, "", run_limits.wall_seconds + 10))
        gate_read(gate, CHECK_SMALL_CASES_END, "", &why);
    bool can = why.len == 0;
    if (!can) {
        struct buffer *text = gate_not_yet(report);
        format_add(text, "stopped: %s ", gate->subject);
        format_add_bytes(text, buffer_rest(&why));
        format_add(text, ", as correctness shows");
    }
    buffer_dispose(&why);
    return can;
}

/* What a run that was complete on no side comes to: not-yet, but if Valgrind itself failed. */
static bool report_end(const struct gate_context *gate, const struct run *run,
                       struct gate_report *report)
{
    struct buffer said;
    gate_read(gate, run->name, ".stderr", &said);
    /* Valgrind exits if it failed: after a signal, that line is not its own. */
    bool failed = run->result.end == PROCESS_EXITED &&
                  scan_line_with(buffer_rest(&said), "valgrind: ").len > 0;
    /* The program can have written over what Valgrind keeps beside its blocks. */
    bool blames = failed && scan_line_with(buffer_rest(&said), "your program").len > 0;
    buffer_dispose(&said);
    if (failed && !blames) {
        gate_not_measured(report, "Valgrind failed");
        add_last_words(gate, run, &report->message);
        return false;
    }
    struct buffer *text = gate_not_yet(report);
    if (blames) {
        format_add(text,
                   "stopped: Valgrind itself failed while it ran %s, usually because of a write "
                   "outside a heap block or a wrong free: look at memory first",
                   gate->subject);
        return false;
    }
    format_add(text, "stopped: %s ", gate->subject);
    run_describe_end(gate, run, text);
    return false;
}

bool run_completed(const struct gate_context *gate, const struct run *run,
                   struct gate_report *report)
{
    if (run->complete)
        return true;
    if (run->result.end == PROCESS_INTERRUPTED)
        return gate_not_measured(report, "the check was interrupted");
    if (run->result.end != PROCESS_NOT_STARTED)
        return report_end(gate, run, report);
    if (run->why[0] != '\0')
        return gate_not_measured(report, "%s", run->why);
    if (run->result.code == ENOENT)
        return gate_not_measured(
            report, "Valgrind is not installed. To install it: tooling/setup; where there is none, "
                    "use the dev container (.devcontainer)");
    return gate_not_measured(report, "a program cannot be started: %s", strerror(run->result.code));
}
