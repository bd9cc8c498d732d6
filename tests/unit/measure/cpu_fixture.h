/* What callgrind wrote of ten ops, with what addr2line said of it. */
#ifndef TOOLING_CPU_FIXTURE_H
#define TOOLING_CPU_FIXTURE_H

#include "readers/addr2line.h"
#include "readers/callgrind.h"

struct cpu_fixture {
    struct bytes profile_text, inline_text;
    struct callgrind profile;
    struct addr2line inlined;
};

/*
 * Reads VERSION/PROFILE, "valgrind-3.19" and "callgrind-ops.out". Ends the test where it cannot be
 * read. Ended with cpu_fixture_dispose.
 */
struct cpu_fixture cpu_fixture_load(const char *version, const char *profile);

void cpu_fixture_dispose(struct cpu_fixture *fixture);

#endif
