#include "measure/tools.h"

#include "tools_config.h" /* made by CMake: libraries that a program is run with */

#include <stddef.h>

#define MEMCHECK                                                                                   \
    "valgrind", "--tool=memcheck", "--vgdb=no", "--leak-check=no",                                 \
        "--child-silent-after-fork=yes" /* the log is of one process */
#define MASSIF                                                                                     \
    "valgrind", "-q", "--tool=massif", "--vgdb=no", "--read-inline-info=no", "--time-unit=B",      \
        "--peak-inaccuracy=0.0", "--xtree-memory=full"
#define DHAT "valgrind", "-q", "--tool=dhat", "--vgdb=no", "--num-callers=24"
#define CALLGRIND                                                                                  \
    "valgrind", "-q", "--tool=callgrind", "--vgdb=no", "--toggle-collect=" TOOL_COUNTED
#define LINES "--dump-instr=yes"
#define SYSTEM "--collect-systime=yes"

#define MEMCHECK_FILES .files = {{"--log-file=", ".log"}}
#define MASSIF_FILES .files = {{"--massif-out-file=", ".out"}, {"--xtree-memory-file=", ".xtree"}}
#define DHAT_FILES .files = {{"--dhat-out-file=", ".out"}}
#define CALLGRIND_FILES .files = {{"--callgrind-out-file=", ".out"}}

/*
 * The C library that Valgrind starts faster with. A static probe has its own; to callgrind the
 * variable would only move all that the stage allocates.
 */
#define LEAN_LIBC .environment = {"LD_LIBRARY_PATH=" TOOLS_LEAN_LIBC}, .library = TOOLS_LEAN_LIBC

const struct tool_row tools[TOOL_COUNT] = {
    [TOOL_NATIVE] = {.name = "native"},
    /* Bound at the start, functions are not looked for in a call: that would use its stack. */
    [TOOL_ALLOCATIONS] = {"allocations",
                          .environment = {"LD_PRELOAD=" TOOLS_COUNT_ALLOCATIONS, "LD_BIND_NOW=1"},
                          .library = TOOLS_COUNT_ALLOCATIONS},
    [TOOL_SANITIZED] = {"sanitized",
                        .environment = {"ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1:"
                                        "hard_rss_limit_mb=4096"},
                        .needs_address_space = true},
    [TOOL_MEMCHECK] = {"memcheck", {MEMCHECK, "--track-origins=no"}, MEMCHECK_FILES, LEAN_LIBC},
    [TOOL_MEMCHECK_ORIGINS] = {"memcheck",
                               {MEMCHECK, "--track-origins=yes"},
                               MEMCHECK_FILES,
                               LEAN_LIBC},
    [TOOL_MASSIF] = {"massif", {MASSIF}, MASSIF_FILES, LEAN_LIBC},
    [TOOL_MASSIF_PLOT] = {"massif", {MASSIF, "--max-snapshots=1000"}, MASSIF_FILES, LEAN_LIBC},
    [TOOL_DHAT] = {"dhat", {DHAT}, DHAT_FILES, LEAN_LIBC},
    [TOOL_DHAT_PATHS] = {"dhat", {DHAT, "--fullpath-after="}, DHAT_FILES, LEAN_LIBC},
    [TOOL_DHAT_CASE] = {"dhat", {DHAT, "--run-libc-freeres=no"}, DHAT_FILES, LEAN_LIBC},
    [TOOL_CALLGRIND] = {"callgrind", {CALLGRIND}, CALLGRIND_FILES},
    [TOOL_CALLGRIND_LINES] = {"callgrind", {CALLGRIND, LINES}, CALLGRIND_FILES},
    [TOOL_CALLGRIND_CALLERS] = {"callgrind",
                                {CALLGRIND, LINES, "--separate-callers=32"},
                                CALLGRIND_FILES},
    [TOOL_CALLGRIND_SYSTEM] = {"callgrind", {CALLGRIND, SYSTEM}, CALLGRIND_FILES},
    [TOOL_CALLGRIND_CASES] = {"callgrind",
                              {CALLGRIND, SYSTEM, LINES, "--dump-after=" TOOL_COUNTED_CASE,
                               "--combine-dumps=yes"},
                              CALLGRIND_FILES},
    [TOOL_ADDR2LINE] = {.name = "addr2line", .words = {"addr2line", "-a", "-i", "-f", "-e"}},
    [TOOL_CTAGS] = {.name = "ctags",
                    .words = {"ctags", "--output-format=json", "--fields=+ne", "--c-kinds=f",
                              "--language-force=C", "-f", "-"}},
};
