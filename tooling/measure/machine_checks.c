#include "measure/machine_checks.h"

#include "base/files.h"
#include "base/format.h"
#include "measure/run_ops.h"
#include "readers/memcheck.h"
#include "run/box.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum check { COMPILER, MEMCHECK, MASSIF, CALLGRIND, TMP, DISK, BOX, GDB };

const struct machine_check machine_checks[] = {
    [COMPILER] = {"compiler", false, NULL},
    [MEMCHECK] = {"memcheck", true, NULL},
    [MASSIF] = {"massif", true, NULL},
    [CALLGRIND] = {"callgrind", true, NULL},
    [TMP] = {"/tmp", false, NULL},
    [DISK] = {"disk", false, NULL},
    [BOX] = {"box", false, "grading (make grade, BOXED=1)"},
    [GDB] = {"gdb", false, "make debug"},
};
const size_t machine_check_count = sizeof machine_checks / sizeof *machine_checks;

/* Writes "16,806 MiB are free in PATH" to `says`. Always true. */
static bool note_count(struct error *says, uint64_t count, const char *what, const char *path)
{
    struct buffer text = buffer_bounded(64);
    format_add_count(&text, count);
    error_set(says, "%.*s %s%.4000s", (int)text.len, (const char *)text.at, what, path);
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

static bool memcheck_works(struct workdir *place, struct error *says)
{
    const struct ops_run run = {
        .tool = TOOL_MEMCHECK, .probe = place->build.probe, .ops = MEASURE_CPU_OPS};
    struct buffer text = buffer_bounded((size_t)1 << 20);
    struct memcheck memcheck = {0};
    bool works = workdir_run_ops(place, &run, says) &&
                 workdir_read(place, "memcheck.log", &text, says) &&
                 memcheck_read("memcheck.log", buffer_rest(&text), &memcheck, says);
    buffer_dispose(&text);
    if (works)
        error_set(says, memcheck.errors > 0 ? "it finds errors in a program that has none"
                                            : "no error in a program that has none");
    return works && memcheck.errors == 0;
}

static bool gdb_works(struct workdir *place, struct error *says)
{
    static const char *const words[] = {"gdb", "-q", "-batch", "-ex", "run", "true", NULL};
    struct tool_request request = {.name = "gdb", .words = words, .limits = tool_limits};
    struct tool_run run;
    struct buffer text = buffer_bounded((size_t)1 << 20);
    request.limits.cpu_seconds = 20;
    if (!workdir_try(place, &request, &run, says))
        return false;
    if (run.result.end == PROCESS_NOT_STARTED)
        return process_error(run.result, "gdb", says);
    bool works = tool_read(&run, ".stdout", &text, says);
    if (works) {
        works = memmem(text.at, text.len, "exited normally", 15) != NULL;
        error_set(says, works ? "starts a program" : "it may not debug programs here (ptrace)");
    }
    buffer_dispose(&text);
    return works;
}

bool machine_check_works(size_t i, struct workdir *place, struct error *says)
{
    const struct subject *subject = place->request.subject;
    uint64_t allocs = subject->stage->allocs_per_op;
    uint64_t bytes = subject->stage->bytes_per_op;
    uint64_t instructions = 0;
    struct heap_totals all = {0};
    char folder[] = "/tmp/doctor-XXXXXX";
    bool works = false;
    switch ((enum check)i) {
    case COMPILER:
        works = workdir_build(place, says);
        if (works)
            error_set(says, "%s compiles a stage, and links it statically, too", compile_compiler);
        return works;
    case MEMCHECK:
        return memcheck_works(place, says);
    case MASSIF:
        if (!workdir_count_heap(place, &all, says))
            return false;
        works = all.blocks == allocs * MEASURE_OPS && all.bytes == bytes * MEASURE_OPS;
        error_set(says, "%s%" PRIu64 " allocs/op, %" PRIu64 " B/op in %.4000s",
                  works ? "" : "it does not count ", allocs, bytes, subject->file);
        return works;
    case CALLGRIND:
        return workdir_count_instructions(place, TOOL_CALLGRIND_SYSTEM, &instructions, says) &&
               note_count(says, (instructions + MEASURE_CPU_OPS / 2) / MEASURE_CPU_OPS,
                          "instructions/op in ", subject->file);
    case TMP: /* a check's suites make files there */
        if (mkdtemp(folder) == NULL)
            return error_set(says, "/tmp cannot be written to: %s", strerror(errno));
        rmdir(folder);
        return has_room("/tmp", 200, says);
    case DISK:
        return has_room(place->request.into, 500, says);
    case BOX:
        works = box_available(says);
        if (works)
            error_set(says, "a program can be locked in");
        return works;
    case GDB:
        return gdb_works(place, says);
    }
    return works;
}
