/* Collects the profiles that listings show: runs the tools in a workdir, and reads their files. */
#ifndef MEASURE_COLLECT_PROFILES_H
#define MEASURE_COLLECT_PROFILES_H

#include "base/error.h"
#include "measure/workdir.h"
#include "readers/addr2line.h"
#include "readers/callgrind.h"
#include "readers/ctags.h"
#include "readers/dhat.h"

/*
 * The heap profile of MEASURE_OPS ops of the program built in `place`; or of one op, in the case at
 * `case_path`, if that is not NULL. The caller ends *dhat with dhat_dispose. False, with the reason in
 * `error`, as for all below.
 */
bool take_heap(struct workdir *place, const char *case_path, struct dhat *dhat,
               struct error *error);

struct cpu_profile {
    struct callgrind callgrind;
    struct addr2line inlined;
    size_t instructions;                     /* the index of the event Ir */
    struct buffer profile_text, inline_text; /* which those two borrow */
};

/*
 * The CPU profile of MEASURE_CPU_OPS ops. With `by_caller` functions are kept apart by their chains of
 * callers: memcmp'algo_one'probe_ops. Ended with cpu_profile_dispose, even if it failed.
 */
bool take_cpu(struct workdir *place, bool by_caller, struct cpu_profile *cpu, struct error *error);

void cpu_profile_dispose(struct cpu_profile *cpu);

struct source {
    struct buffer text;
    struct ctags functions;
};

/* A source file and its functions. Ended with source_dispose, even if it failed. */
bool take_source(struct workdir *place, struct bytes path, struct source *source,
                 struct error *error);

void source_dispose(struct source *source);

#endif
