/* What callgrind counts in the ops of a program, on each of the streams that a stage can have. */
#ifndef JUDGE_INSTRUCTION_COUNTS_H
#define JUDGE_INSTRUCTION_COUNTS_H

#include "base/error.h"
#include "course/course.h"
#include "judge/op_runs.h"
#include "judge/probe_run.h"
#include "readers/callgrind.h"
#include "stream/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct counted {
    struct callgrind profile;
    struct buffer text; /* which the profile borrows */
    size_t instructions_event;
    uint64_t
        instructions; /* of the stage and all that it calls, in all ops together, as the next */
    uint64_t interface_calls;
    uint64_t system_calls;
};

/* Streams that one run goes through. */
struct counted_run {
    const char *name; /* of its files */
    enum ops_stream streams[OPS_MOST_STREAMS];
    unsigned ops;  /* on each */
    uint64_t room; /* bytes, cleared before each op: that takes longer than a short op if large */
};

enum { COUNTED_SHORT, COUNTED_LONG, COUNTED_RUNS };
extern const struct counted_run counted_runs[COUNTED_RUNS];

/* A stream of those, which lie in the order of enum ops_stream. */
struct counted_stream {
    const struct counted_run *run;
    unsigned place; /* among the run's */
};

enum { COUNTED_STREAMS = OPS_RUNS + 1 };
extern const struct counted_stream counted_streams[COUNTED_STREAMS];

/* The stream that a ceiling is about. */
enum ops_stream counted_stream_of(const struct instruction_ceiling *ceiling);

/* Every stage is measured on the talk's stream and its twin; on the others where it has a ceiling. */
bool counted_is_measured(const struct counted_run *run);

/* Starts callgrind on all of the run's streams. */
struct run counted_start(const struct counted_run *run, const char *probe);

/* Starts it on the talk's stream alone, with a program of the workbook's own, which needs no box. */
struct run counted_start_reference(const char *name, const char *probe);

/*
 * Reads what it counted on its stream `place`. False, with the reason in `error`, where it cannot be read. The caller ends `counted` with counted_dispose in either case.
 */
bool counted_read(const char *name, unsigned place, struct counted *counted, struct error *error);
void counted_dispose(struct counted *counted);

/* Instructions a byte of the stream, where all ops together took so many. */
double counted_per_byte(uint64_t instructions, enum ops_stream stream);

#endif
