/*
 * The table of tools: every way in which a program is run to be measured.
 *
 * The options of Valgrind's tools stand here and nowhere else; measure/run_tool.h runs a row.
 */
#ifndef MEASURE_TOOLS_H
#define MEASURE_TOOLS_H

#include <stdbool.h>

/* Ops of a run that counts allocations, and of one that counts instructions. */
enum { MEASURE_OPS = 1000, MEASURE_CPU_OPS = 100 };

/* Bytes of the one block that the probe allocates itself in such a run: see probe/ops.h. */
enum { MEASURE_ROOM = 65536 };

/* The probe's function that calls the stage (probe/call.h): instructions are counted within it. */
#define TOOL_COUNTED "probe_ops"

/* The probe's function that does all ops of one case (probe/ops.h): callgrind keeps cases apart. */
#define TOOL_COUNTED_CASE "run_" TOOL_COUNTED

enum tool {
    TOOL_NATIVE,      /* the program itself */
    TOOL_ALLOCATIONS, /* the same, with its allocations counted for each call: probe/allocations.h */
    TOOL_SANITIZED,   /* the same, of a program that is compiled with sanitizers */
    TOOL_MEMCHECK,    /* invalid accesses, uninitialised bytes */
    TOOL_MEMCHECK_ORIGINS,  /* and where those bytes come from */
    TOOL_MASSIF,            /* heap over time, and its exact totals */
    TOOL_MASSIF_PLOT,       /* with more points in time */
    TOOL_DHAT,              /* heap by call path, inlined functions included */
    TOOL_DHAT_PATHS,        /* with whole paths of source files */
    TOOL_DHAT_CASE,         /* with what the C library itself does not free at exit */
    TOOL_CALLGRIND,         /* instructions, of the ops alone; for a static probe */
    TOOL_CALLGRIND_LINES,   /* for each line, too */
    TOOL_CALLGRIND_CALLERS, /* and for each chain of callers: memcmp'algo_one'probe_ops */
    TOOL_CALLGRIND_SYSTEM,  /* instructions, and system calls as the event sysCount */
    TOOL_CALLGRIND_CASES,   /* the same for each line, in a part of the file for each case */
    TOOL_ADDR2LINE,         /* what was inlined; followed by a program and "@FILE" of addresses */
    TOOL_CTAGS,             /* the functions of the source file that follows */
    TOOL_COUNT
};

enum { TOOL_MOST_WORDS = 12, TOOL_MOST_FILES = 2 };

struct tool_row {
    const char *name;                       /* of its runs and their files: "massif" */
    const char *words[TOOL_MOST_WORDS + 1]; /* its program and options; the judged one follows */
    struct {
        const char *option, *ending; /* "--massif-out-file=" takes the path of NAME.out */
    } files[TOOL_MOST_FILES];
    const char *environment[2]; /* NAME=VALUE; or NULL */
    const char *library;        /* the file or folder that it names; or NULL */
    bool needs_address_space;   /* terabytes of it, all unused: memory is not limited */
};

extern const struct tool_row tools[TOOL_COUNT];

#endif
