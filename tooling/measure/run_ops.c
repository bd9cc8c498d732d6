#include "measure/run_ops.h"

#include "base/files.h"
#include "base/scan.h"
#include "probe/frame.h"

#include <stdio.h>
#include <string.h>

bool case_write_talk(const char *path, uint64_t room, struct error *error)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    struct probe_case c = {.data = course_talk.stream,
                           .find = course_talk.find,
                           .repl = course_talk.repl,
                           .room = room};
    bool written = frame_write_case(&text, &c) == STREAM_OK || error_out_of_memory(error);
    written = written && file_write(path, buffer_rest(&text), error);
    buffer_dispose(&text);
    return written;
}

bool case_is_valid(const char *file, struct error *error)
{
    struct error why;
    struct probe_case c;
    struct buffer text = buffer_bounded((size_t)256 << 20);
    bool valid = file_read(file, &text, error);
    if (valid) {
        struct scan s = scan_of(file, buffer_rest(&text), &why);
        valid = frame_read_case(&s, &c) || error_set(error, "CASE: %s", why.text);
    }
    buffer_dispose(&text);
    return valid;
}

enum { OPS_SECONDS = 20 }; /* of CPU time; a run takes one or two */

/* After a case the probe prints the status last: if the stage ends the program, it does not. */
static bool has_status(const struct tool_run *run)
{
    static const char status[] = "\nstatus ";
    struct error unread;
    struct buffer said = buffer_bounded((size_t)64 << 20);
    bool has = tool_read(run, ".stdout", &said, &unread) && said.len > 0 &&
               memmem(said.at, said.len, status, sizeof status - 1) != NULL;
    buffer_dispose(&said);
    return has;
}

bool workdir_run_ops(const struct workdir *place, const struct ops_run *run, struct error *error)
{
    char ops[16];
    char talk[WORKDIR_PATH_SIZE];
    bool is_case = run->case_path != NULL;
    snprintf(ops, sizeof ops, "%u", run->ops);
    if (!is_case && (!workdir_path(place, "talk.case", talk, error) ||
                     !case_write_talk(talk, run->room, error)))
        return false;
    const char *const case_words[] = {run->probe, "--replay", run->case_path, NULL};
    const char *const ops_words[] = {run->probe, "--ops", ops, talk, NULL};
    struct tool_request request = {.tool = run->tool,
                                   .name = tools[run->tool].name,
                                   .words = is_case ? case_words : ops_words,
                                   .mark = is_case ? NULL : "done",
                                   .limits = tool_limits};
    struct tool_run ended;
    request.limits.cpu_seconds = OPS_SECONDS;
    if (!workdir_try(place, &request, &ended, error))
        return false;
    if (ended.complete && (!is_case || has_status(&ended)))
        return true;
    enum process_end end = ended.result.end;
    if (end == PROCESS_NOT_STARTED || end == PROCESS_INTERRUPTED)
        return process_error(ended.result, ended.program, error);
    struct buffer check = buffer_bounded(WORKDIR_PATH_SIZE);
    subject_add_check(place->request.subject, &check);
    if (end == PROCESS_CPU_LIMIT || end == PROCESS_WALL_LIMIT)
        error_set(error, "the program did not end within %d s of CPU time. %.*s says why",
                  OPS_SECONDS, (int)check.len, (const char *)check.at);
    else
        error_set(error, "the program did not come to its end under %s. %.*s says why",
                  ended.program, (int)check.len, (const char *)check.at);
    buffer_dispose(&check);
    return false;
}

bool workdir_count_heap(const struct workdir *place, struct heap_totals *all, struct error *error)
{
    struct buffer text = buffer_bounded((size_t)64 << 20);
    const struct ops_run run = {
        .tool = TOOL_MASSIF, .probe = place->build.probe, .ops = MEASURE_OPS, .room = MEASURE_ROOM};
    bool read = workdir_run_ops(place, &run, error) &&
                workdir_read(place, "massif.xtree", &text, error) &&
                totals_of_heap("massif.xtree", buffer_rest(&text), MEASURE_ROOM, all, error);
    buffer_dispose(&text);
    return read;
}

bool workdir_count_instructions(const struct workdir *place, enum tool tool, uint64_t *instructions,
                                struct error *error)
{
    size_t event;
    struct callgrind profile = {0};
    struct buffer text = buffer_bounded((size_t)64 << 20);
    const struct ops_run run = {.tool = tool,
                                .probe = place->build.static_probe,
                                .ops = MEASURE_CPU_OPS,
                                .room = MEASURE_ROOM};
    bool read = workdir_run_ops(place, &run, error) &&
                workdir_read(place, "callgrind.out", &text, error) &&
                callgrind_read("callgrind.out", buffer_rest(&text), &profile, error) &&
                totals_of_cpu("callgrind.out", &profile, &event, instructions, error);
    callgrind_dispose(&profile);
    buffer_dispose(&text);
    return read;
}
