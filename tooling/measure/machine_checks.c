#include "measure/machine_checks.h"

#include "base/files.h"
#include "base/format.h"
#include "measure/run_ops.h"
#include "readers/memcheck.h"
#include "run/box.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* Writes what was seen to `says`. Always true. */
__attribute__((format(printf, 2, 3))) static bool note(struct error *says, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(says->text, sizeof says->text, format, arguments);
    va_end(arguments);
    return true;
}

/* The same, of "16,806 MiB are free in " and a path. */
static bool note_count(struct error *says, uint64_t count, const char *what, const char *path)
{
    struct buffer text = buffer_bounded(64);
    format_add_count(&text, count);
    note(says, "%.*s %s%.4000s", (int)text.len, (const char *)text.at, what, path);
    buffer_dispose(&text);
    return true;
}

static bool has_room(const char *path, unsigned least_mib, struct error *says)
{
    struct statvfs info;
    if (statvfs(path, &info) != 0)
        return error_set(says, "%.4000s: %s", path, strerror(errno));
    uint64_t mib = ((uint64_t)info.f_bavail * info.f_frsize) >> 20;
    if (mib < least_mib)
        return error_set(says, "only %" PRIu64 " MiB are free in %.4000s: make room for %u MiB",
                         mib, path, least_mib);
    return note_count(says, mib, "MiB are free in ", path);
}

static bool folder_works(struct workdir *place, struct error *says)
{
    return has_room(place->request.into, 500, says);
}

/* A check's suites make files there. */
static bool tmp_works(struct workdir *place, struct error *says)
{
    char folder[] = "/tmp/doctor-XXXXXX";
    (void)place;
    if (mkdtemp(folder) == NULL)
        return error_set(says, "/tmp cannot be written to: %s", strerror(errno));
    rmdir(folder);
    return has_room("/tmp", 200, says);
}

static bool compiler_works(struct workdir *place, struct error *says)
{
    return workdir_build(place, says) &&
           note(says, "%s compiles a stage, and links it statically too", compile_compiler);
}

static bool memcheck_works(struct workdir *place, struct error *says)
{
    const struct ops_run run = {
        .tool = TOOL_MEMCHECK, .probe = place->build.probe, .ops = MEASURE_CPU_OPS};
    struct buffer text = buffer_bounded((size_t)1 << 20);
    struct memcheck memcheck = {0};
    bool works = workdir_run_ops(place, &run, says) &&
                 workdir_read(place, "memcheck.log", &text, says) &&
                 memcheck_read("memcheck.log", buffer_rest(&text), &memcheck, says);
    if (works && memcheck.errors > 0)
        works = error_set(says, "it finds errors in a program that has none");
    buffer_dispose(&text);
    return works && note(says, "no error in a program that has none");
}

static bool massif_works(struct workdir *place, struct error *says)
{
    const struct stage *stage = place->request.subject->stage;
    struct heap_totals all = {0};
    if (!workdir_count_heap(place, &all, says))
        return false;
    if (all.blocks == stage->allocs_per_op * MEASURE_OPS &&
        all.bytes == stage->bytes_per_op * MEASURE_OPS)
        return note(says, "%" PRIu64 " allocs/op, %" PRIu64 " B/op in %.4000s",
                    stage->allocs_per_op, stage->bytes_per_op, place->request.subject->file);
    return error_set(says,
                     "it does not count %" PRIu64 " allocs/op and %" PRIu64
                     " B/op in a program that needs these",
                     stage->allocs_per_op, stage->bytes_per_op);
}

static bool callgrind_works(struct workdir *place, struct error *says)
{
    uint64_t instructions = 0;
    return workdir_count_instructions(place, TOOL_CALLGRIND_SYSTEM, &instructions, says) &&
           note_count(says, (instructions + MEASURE_CPU_OPS / 2) / MEASURE_CPU_OPS,
                      "instructions/op in ", place->request.subject->file);
}

static bool gdb_works(struct workdir *place, struct error *says)
{
    static const char *const words[] = {"gdb", "-q", "-batch", "-ex", "run", "true", NULL};
    struct buffer text = buffer_bounded((size_t)1 << 20);
    struct tool_request request = {.name = "gdb", .words = words, .limits = tool_limits};
    struct tool_run run;
    request.limits.cpu_seconds = 20;
    bool works = workdir_try(place, &request, &run, says);
    if (works && run.result.end == PROCESS_NOT_STARTED)
        works = process_error(run.result, "gdb", says);
    works = works && workdir_read(place, "gdb.stdout", &text, says);
    if (works && memmem(text.at, text.len, "exited normally", 15) == NULL)
        works = error_set(says, "it may not look into programs here (ptrace)");
    buffer_dispose(&text);
    return works && note(says, "starts a program");
}

static bool boxes_work(struct workdir *place, struct error *says)
{
    (void)place;
    return box_available(says) && note(says, "a program can be locked in");
}

const struct machine_check machine_checks[] = {
    {"compiler", compiler_works, false, NULL},
    {"memcheck", memcheck_works, true, NULL},
    {"massif", massif_works, true, NULL},
    {"callgrind", callgrind_works, true, NULL},
    {"/tmp", tmp_works, false, NULL},
    {"disk", folder_works, false, NULL},
    {"box", boxes_work, false, "grading (make grade, BOXED=1)"},
    {"gdb", gdb_works, false, "make debug"},
};
const size_t machine_check_count = sizeof machine_checks / sizeof *machine_checks;
