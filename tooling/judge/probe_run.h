/* Runs a probe, natively or under one of Valgrind's tools, and tells how it ended. */
#ifndef JUDGE_PROBE_RUN_H
#define JUDGE_PROBE_RUN_H

#include "judge/gate.h"
#include "run/box.h"

#include <stdbool.h>

enum { RUN_MOST_WORDS = 32 };

struct run {
    const char *name; /* what its files are called: NAME.stdout and NAME.stderr */
    struct boxed process;
    struct process_result result;
    bool sanitized; /* its kind is RUN_SANITIZED */
    bool complete;  /* it came to its end: the mark was the last thing on its stdout */
    size_t printed; /* bytes in front of the mark: the stage wrote them */
};

/* What a run has in its environment. */
enum run_kind {
    RUN_COUNTED,  /* natively: the allocations of each call are counted (probe/allocations.h) */
    RUN_VALGRIND, /* behind Valgrind: with the C library that it starts faster with */
    RUN_STATIC,   /* the same, of a static probe: it takes LD_LIBRARY_PATH to its heap, where it */
                  /* would move all that the stage allocates */
    RUN_SANITIZED /* natively: with sanitizers, which need terabytes of address space, all unused */
};

enum { RUN_MOST_FILES = 3 };

struct run_request {
    const char *name;         /* of the run */
    const char *const *words; /* NULL-terminated; a mark is added as the last of them */
    enum run_kind kind;
    const char *cases;                  /* path of the file that the probe reads */
    const char *writes[RUN_MOST_FILES]; /* paths of the files that are written; NULL for none */
    bool ours; /* what runs is a program of the workbook's: it needs no box */
};

/* The path of a run's file: NAME.ENDING in the check's folder. */
void run_path(char path[JUDGING_PATH_SIZE], const char *name, const char *ending);

/* Starts a probe. */
struct run run_start(const struct run_request *request);

void run_wait(struct run *run);

/* Whether a limit ended the run. */
bool run_was_stopped(const struct run *run);

/*
 * Whether the run came to its end. Where it did not, the finding gets a verdict and its message says
 * why: not-yet and "stopped: ..." where the stage is at fault, inconclusive and "not measured: ..."
 * where the machine is.
 */
bool run_completed(const struct run *run, struct finding *finding);

/*
 * The heap gate runs the small cases natively before anything runs under Valgrind, and tells the
 * other gates how that ended. Where a limit stopped it, the same would stop theirs, after much longer.
 */
void run_share_end(const struct run *run);

/* Waits for that end. Where it was by a limit, the finding is not-yet, and its message says so. */
bool run_can_be_measured(struct finding *finding);

/* Appends how the judged program ended, "crashed (segmentation fault)", and its last words. */
void run_describe_end(const struct run *run, struct buffer *text);

#endif
