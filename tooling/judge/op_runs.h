/* Runs a probe's ops on the talk's stream under one of Valgrind's profilers. */
#ifndef JUDGE_OP_RUNS_H
#define JUDGE_OP_RUNS_H

#include "judge/probe_run.h"
#include "measure/tools.h"

/* The call paths need fewer: DHAT is slow, and each op takes the same ones. */
enum { OPS_FOR_HEAP = MEASURE_OPS, OPS_FOR_LEDGER = 100, OPS_FOR_CPU = MEASURE_CPU_OPS };

/* The stream that an op is about. */
enum ops_stream {
    OPS_TALK, /* the talk's own */
    OPS_TWIN, /* one like it that no stage can know: cases_twin_of_talk */
    OPS_RARE, /* these: see judge/contract_replacer.h */
    OPS_RUNS,
    OPS_LONG
};

enum { OPS_MOST_STREAMS = 2 }; /* of one run */

/* What messages call the stream: "on the talk's stream". */
const char *ops_stream_name(enum ops_stream stream);

/* The length of the stream in bytes. */
uint64_t ops_stream_len(enum ops_stream stream);

struct ops_request {
    const char *name;            /* of the run */
    const char *const *tool;     /* the words of a tool, see measure/tools.h */
    const char *file_options[2]; /* options that take a path, "--x-out-file=", */
    const char *file_names[2];   /* and the files in the check's folder for them */
    const char *probe;           /* path of the program */
    enum run_kind kind;
    bool ours;                                 /* the program is the workbook's */
    enum ops_stream streams[OPS_MOST_STREAMS]; /* one after the other */
    size_t stream_count;
    unsigned ops;  /* on each of them */
    uint64_t room; /* bytes of the sentinel, see probe/ops.h */
};

/* The sentinel's size for the heap: another in every check, so that no stage can know it. */
uint64_t ops_heap_room(void);

/* Starts the probe; NAME.cases and NAME.answers are its files. */
struct run ops_start(const struct ops_request *request);

/*
 * Looks whether each of the ops of a complete run gave the right answer: only then did they do their
 * work. Where not, the finding is not-yet, and its message says which was wrong. `before` is the
 * number of ops on other streams that the run did first.
 */
void ops_judge_answers(const char *name, enum ops_stream stream, unsigned before, unsigned ops,
                       struct finding *finding);

#endif
