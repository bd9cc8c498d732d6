#include "measure/tools.h"

#include <stddef.h>

const char *const tool_massif[] = {"valgrind",
                                   "-q",
                                   "--tool=massif",
                                   "--vgdb=no",
                                   "--read-inline-info=no",
                                   "--time-unit=B",
                                   "--peak-inaccuracy=0.0",
                                   "--xtree-memory=full",
                                   NULL};

const char *const tool_dhat[] = {"valgrind",         "-q", "--tool=dhat", "--vgdb=no",
                                 "--num-callers=24", NULL};

#define CALLGRIND                                                                                  \
    "valgrind", "-q", "--tool=callgrind", "--vgdb=no", "--toggle-collect=" TOOL_COUNTED

const char *const tool_callgrind[] = {CALLGRIND, NULL};
#define SYSTIME CALLGRIND, "--collect-systime=yes"

const char *const tool_addr2line[] = {"addr2line", "-a", "-i", "-f", "-e", NULL};

const char *const tool_callgrind_systime[] = {SYSTIME, NULL};
const char *const tool_callgrind_cases[] = {
    SYSTIME, "--dump-instr=yes", "--dump-after=" TOOL_COUNTED_CASE, "--combine-dumps=yes", NULL};
