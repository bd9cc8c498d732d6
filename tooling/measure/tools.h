/* How a probe is measured: the words that start each tool. Every measurement begins with these. */
#ifndef MEASURE_TOOLS_H
#define MEASURE_TOOLS_H

/* Ops of a run that counts allocations, and of one that counts instructions. */
enum { MEASURE_OPS = 1000, MEASURE_CPU_OPS = 100 };

/* Bytes of the one block that the probe allocates itself in such a run: see probe/ops.h. */
enum { MEASURE_ROOM = 65536 };

/* The probe's function that calls the stage (probe/call.h): instructions are counted within it. */
#define TOOL_COUNTED "probe_ops"

/* The probe's function that does all ops of one case (probe/ops.h): what each took is told apart. */
#define TOOL_COUNTED_CASE "run_" TOOL_COUNTED

/* Each NULL-terminated. The options that name output files, and the probe, are to follow. */
extern const char *const tool_massif[]; /* heap over time, and its exact totals (--xtree-memory) */
extern const char *const tool_dhat[];   /* heap by call path, inlined functions included */
extern const char *const tool_callgrind[];         /* instructions, of the ops alone */
extern const char *const tool_callgrind_systime[]; /* and system calls, as the event sysCount */
extern const char *const tool_callgrind_cases[]; /* the same, in a part of the file for each case */

/* What was inlined, as addr2line_read reads it: a program and "@ADDRESSES", a file, come behind it. */
extern const char *const tool_addr2line[];

#endif
