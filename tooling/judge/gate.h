/*
 * What a gate is given, and how it says what it found.
 *
 * The gates of a check run at the same time, each in a process of its own. A gate reads the check's
 * request and writes its report to a file in the check's folder: see judge/check_request.h.
 */
#ifndef JUDGE_GATE_H
#define JUDGE_GATE_H

#include "base/format.h"
#include "judge/check_request.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

struct judged_contract;

/* The check that the gate is a part of. */
struct gate_context {
    struct check_request request;
    const struct stage *stage;
    const struct judged_contract *contract; /* the stage's: judge/contracts.h */
    const char *subject;                    /* what messages call the program: "algo_one" */
    const char *folder;                     /* the check's own */
    struct buffer text;                     /* which the request borrows */
};

struct gate_report {
    const char *gate;
    const char *verdict;   /* RESULT_PASS until something else is set */
    struct buffer message; /* filled with format_add */
    cJSON *measured;       /* NULL: out of memory */
};

/* Begins a gate: reads the request of its check. False, with the reason in `error`, if there is none. */
bool gate_begin(const char *name, struct gate_context *gate, struct gate_report *report,
                struct error *error);

/*
 * Waits for the build gate: whether there is a program to measure. A gate for which there is none
 * writes no report.
 */
bool gate_has_program(const struct gate_context *gate);

/* Reads the file NAME + ending of the check's folder; the text is empty if it cannot be read. */
void gate_read(const struct gate_context *gate, const char *name, const char *ending,
               struct buffer *text);

/* Waits for that file, which another gate writes whole: whether it is there in the end. */
bool gate_await(const struct gate_context *gate, const char *name, const char *ending,
                unsigned seconds);

/* Waits for another gate's report, which the caller ends with cJSON_Delete. NULL: it wrote none. */
cJSON *gate_await_report(const struct gate_context *gate, const char *other, unsigned seconds);

/* Appends "make VERB 2", with "FILE=..." if the judged file is not the learner's own. */
void gate_add_command(const struct gate_context *gate, const char *verb, struct buffer *text);

/* Sets the verdict to not-yet, and returns the message, for the reason. */
struct buffer *gate_not_yet(struct gate_report *report);

/* Sets the verdict to inconclusive, with "not measured: " and the reason. Always false. */
__attribute__((format(printf, 2, 3))) bool gate_not_measured(struct gate_report *report,
                                                             const char *why, ...);

/* Adds a figure to the result's "measured". */
void gate_figure(struct gate_report *report, const char *name, double value);

/* Writes the report and releases it, and the context: whether the verdict is pass. */
bool gate_conclude(struct gate_context *gate, struct gate_report *report);

#endif
