#include "measure/collect_profiles.h"

#include "base/files.h"
#include "base/scan.h"
#include "measure/run_ops.h"
#include "measure/samples.h"

#include <stdio.h>
#include <string.h>

static struct buffer empty_text(void)
{
    return buffer_bounded((size_t)256 << 20);
}

bool take_heap(struct workdir *place, const char *case_path, struct dhat *dhat, struct error *error)
{
    const struct ops_run run = {.tool = TOOL_DHAT_PATHS,
                                .probe = place->build.probe,
                                .ops = MEASURE_OPS,
                                .room = MEASURE_ROOM,
                                .case_path = case_path};
    struct buffer text = empty_text();
    *dhat = (struct dhat){0};
    bool taken = workdir_run_ops(place, &run, error) &&
                 workdir_read(place, "dhat.out", &text, error) &&
                 dhat_read("dhat.out", buffer_rest(&text), dhat, error);
    buffer_dispose(&text);
    /* DHAT must have seen the probe's own block, or it saw nothing. */
    uint64_t least = case_path == NULL ? MEASURE_ROOM : 1;
    size_t i = 0;
    while (taken && i < dhat->point_count && dhat->points[i].total_bytes < least)
        i++;
    if (taken && i == dhat->point_count)
        taken = error_set(error, "valgrind did not see the program's allocations");
    if (!taken)
        dhat_dispose(dhat);
    return taken;
}

/* What was inlined at the profile's addresses. */
static bool take_inlined(struct workdir *place, struct cpu_profile *cpu, struct error *error)
{
    char addresses[WORKDIR_PATH_SIZE + 1] = "@";
    struct buffer text = empty_text();
    bool written = (cpu_addresses(&cpu->callgrind, &text) || error_out_of_memory(error)) &&
                   workdir_path(place, "addresses.txt", addresses + 1, error) &&
                   file_write(addresses + 1, buffer_rest(&text), error);
    buffer_dispose(&text);
    const char *const words[] = {place->build.static_probe, addresses, NULL};
    return written && workdir_run_quietly(place, TOOL_ADDR2LINE, words, "addr2line", error) &&
           workdir_read(place, "addr2line.stdout", &cpu->inline_text, error) &&
           addr2line_read("addr2line", buffer_rest(&cpu->inline_text), &cpu->inlined, error);
}

bool take_cpu(struct workdir *place, bool by_caller, struct cpu_profile *cpu, struct error *error)
{
    const struct ops_run run = {.tool = by_caller ? TOOL_CALLGRIND_CALLERS : TOOL_CALLGRIND_LINES,
                                .probe = place->build.static_probe,
                                .ops = MEASURE_CPU_OPS,
                                .room = MEASURE_ROOM};
    *cpu = (struct cpu_profile){.profile_text = empty_text(), .inline_text = empty_text()};
    return workdir_run_ops(place, &run, error) &&
           workdir_read(place, "callgrind.out", &cpu->profile_text, error) &&
           callgrind_read("callgrind.out", buffer_rest(&cpu->profile_text), &cpu->callgrind,
                          error) &&
           (callgrind_event(&cpu->callgrind, "Ir", &cpu->instructions) ||
            error_set(error, "callgrind.out: expected the event Ir")) &&
           take_inlined(place, cpu, error);
}

void cpu_profile_dispose(struct cpu_profile *cpu)
{
    callgrind_dispose(&cpu->callgrind);
    addr2line_dispose(&cpu->inlined);
    buffer_dispose(&cpu->profile_text);
    buffer_dispose(&cpu->inline_text);
}

bool take_source(struct workdir *place, struct bytes file, struct source *source,
                 struct error *error)
{
    char path[WORKDIR_PATH_SIZE];
    struct buffer tags = empty_text();
    *source = (struct source){.text = empty_text()};
    snprintf(path, sizeof path, "%.*s", (int)file.len, (const char *)file.at);
    const char *const words[] = {path, NULL};
    bool taken = file_read(path, &source->text, error) &&
                 workdir_run_quietly(place, TOOL_CTAGS, words, "ctags", error) &&
                 workdir_read(place, "ctags.stdout", &tags, error) &&
                 ctags_read("ctags", buffer_rest(&tags), &source->functions, error);
    buffer_dispose(&tags);
    return taken;
}

void source_dispose(struct source *source)
{
    buffer_dispose(&source->text);
    ctags_dispose(&source->functions);
}
