/*
 * What a check asks of its gates, and the folder in which they answer.
 *
 * The check writes its request to a file of a folder of its own, and each gate reads it there. All
 * that passes between them passes through that folder; its files are named here:
 *
 *     request                      the request
 *     program/                     what the compiler made of the judged file: run/compile.h; its text,
 *                                  from which all that runs is built, is algo_one.i or replacer.i there
 *     program/sanitized/           the same with sanitizers
 *     GATE.gate.json               what a gate found: judge/gate.h
 *     GATE.case                    the case in which it failed: probe/frame.h
 *     small-cases.end              how the heap gate's run of the cases ended: judge/evidence.h
 *     RUN.cases, RUN.answers       what a run of the probe read and wrote
 *     RUN.stdout, RUN.out, ...     what its tool wrote: measure/run_tool.h
 *     suites.txt, valgrind.txt, git.txt    what these programs said
 */
#ifndef JUDGE_CHECK_REQUEST_H
#define JUDGE_CHECK_REQUEST_H

#include "base/error.h"
#include "course/course.h"
#include "run/box_kind.h"
#include "stream/buffer.h"

#include <stdbool.h>
#include <stdint.h>

enum { CHECK_PATH_SIZE = 4096 }; /* bytes of a path, its NUL included */

struct check_request {
    const struct stage *stage;
    const char *file;  /* the judged file */
    const char *label; /* what its results are called: "stage-2", "solution-2" */
    const char *into;  /* the folder for results and probes: "build" */
    const char
        *cache_dir; /* a folder that the checks of a grading share, for what is measured beside */
                    /* a stage and the versions of the tools; "": each check has its own */
    uint64_t seed;  /* of the random cases */
    enum box_kind box; /* in which the file is compiled and run, if a stranger wrote it */
};

/* The variable that tells the suites the folder. */
#define CHECK_FOLDER "CHECK_FOLDER"

/* Files of the folder, and the endings of those that a gate or a run has. */
#define CHECK_REQUEST "request"
#define CHECK_PROGRAM "program"
#define CHECK_SANITIZED "program/sanitized"
#define CHECK_FINDING ".gate.json"
#define CHECK_CASE ".case"
#define CHECK_SMALL_CASES_END "small-cases.end"
#define CHECK_CASES ".cases"
#define CHECK_ANSWERS ".answers"
#define CHECK_SUITES_SAID "suites.txt"
#define CHECK_VALGRIND_SAID "valgrind.txt"
#define CHECK_GIT_SAID "git.txt"

/* FOLDER/NAME + ending. False, with the reason in `error`, if it is too long. */
bool check_path(char path[CHECK_PATH_SIZE], const char *folder, const char *name,
                const char *ending, struct error *error);

/*
 * What the check leaves for the learner: INTO/results/LABEL + ending, and INTO/probe-LABEL, where the
 * label "stage-2" is "2". False as above.
 */
bool check_result_path(char path[CHECK_PATH_SIZE], const struct check_request *request,
                       const char *ending, struct error *error);
bool check_probe_path(char path[CHECK_PATH_SIZE], const struct check_request *request,
                      struct error *error);

/* Appends the request as text. */
void check_request_write(const struct check_request *request, struct buffer *text);

/*
 * Reads a request, called `name` in messages. Its texts are borrowed from `text`. False, with the
 * reason in `error`, if `text` is anything but what check_request_write writes.
 */
bool check_request_read(const char *name, struct bytes text, struct check_request *request,
                        struct error *error);

#endif
