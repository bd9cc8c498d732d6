/*
 * What a gate is told, and how it says what it found.
 *
 * A check starts the suites with its orders in the environment; each gate writes its finding to a
 * file of its own in the check's folder. See tooling/judge.
 */
#ifndef JUDGE_GATE_H
#define JUDGE_GATE_H

#include "base/format.h"
#include "course/course.h"
#include "judge/cases.h"
#include "run/compile.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

struct judging {
    const struct stage *stage;
    const char *file;    /* the judged file */
    const char *folder;  /* the check's own, for what a gate makes */
    const char *probe;   /* the path that the probe will have for the learner, "build/probe-2" */
    const char *results; /* the same of what the check leaves, but for an ending: */
                         /* "build/results/stage-2" */
    const char *beside;  /* a folder for what is measured beside the stage, shared with other */
                         /* checks of the same grading; "" for none */
    uint64_t seed;       /* of the random cases */
    enum box_kind box;   /* in which the file is compiled and run */
    struct compile_paths build;
};

/* The orders of this check. Fails the test where there are none. */
const struct judging *judging(void);

/*
 * Waits for the build gate, which runs at the same time: whether there is a program to measure.
 * A gate that must not go on leaves no finding.
 */
bool judging_has_program(void);

enum { JUDGING_PATH_SIZE = 4096 }; /* bytes of a path, its NUL included */

/* The path of the file `name` in the check's folder. */
void judging_path(char path[JUDGING_PATH_SIZE], const char *name);

/* The name, in that folder, of what the compiler made of the judged file: ending ".o", ".d", ".su". */
void judging_build_file(char name[64], const char *ending);

/* Reads that file into `text`; what cannot be read is an empty text. */
void judging_read(const char *name, struct buffer *text);

/* Waits for that file, which another gate leaves whole: whether it is there after all. */
bool judging_await(const char *name, unsigned seconds);

/* Waits for another gate's finding, which the caller ends with cJSON_Delete; NULL: it left none. */
cJSON *judging_await_finding(const char *gate, unsigned seconds);

/* The cases of this stage, made from the check's seed: see cases_make. */
struct case_list judging_cases(size_t random, size_t largest);

struct finding {
    const char *gate;
    const char *verdict;   /* RESULT_PASS until something else is set */
    struct buffer message; /* filled with format_add */
    cJSON *measured;
};

struct finding finding_of(const char *gate);

/* Notes a figure for the result's "measured". */
void finding_measured(struct finding *finding, const char *name, double value);

/* Writes the finding, releases it, and fails the test unless the verdict is pass. */
void finding_conclude(struct finding *finding);

#endif
