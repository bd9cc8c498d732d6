/*
 * What callgrind counts in the ops of the stage, on each stream that its contract and its ceilings
 * name, and in the ops of the programs that the ceilings refer to.
 */
#ifndef JUDGE_INSTRUCTION_COUNTS_H
#define JUDGE_INSTRUCTION_COUNTS_H

#include "judge/evidence.h"
#include "readers/addr2line.h"
#include "readers/callgrind.h"

/* Of all ops together, and of the stage with all that it calls. */
struct instruction_count {
    struct callgrind profile;
    struct buffer text; /* which the profile borrows */
    size_t event;       /* the place of Ir in the profile */
    uint64_t ops;
    uint64_t instructions, interface_calls, system_calls;
};

struct instruction_counts {
    struct instruction_count on[OPS_STREAMS]; /* all zero for streams that are not measured */
    struct instruction_count baselines[COURSE_MOST_CEILINGS]; /* see instructions_baseline */
    struct addr2line inlined; /* what was inlined into the stage's functions, as far as is known */
    struct buffer inlined_text;
};

/*
 * Measures all of it, in several runs at once. False if something could not be measured: then the
 * report says why. Ended with instructions_dispose in either case.
 */
bool instructions_measure(const struct gate_context *gate, struct instruction_counts *counts,
                          struct gate_report *report);

/* What was counted of the program that the stage's ceiling `i` refers to, on the talk's stream. */
const struct instruction_count *instructions_baseline(const struct gate_context *gate,
                                                      const struct instruction_counts *counts,
                                                      size_t i);

/* The stream that a ceiling is about. */
enum ops_stream instructions_stream_of(const struct instruction_ceiling *ceiling);

/* Instructions for each byte that the ops went through. */
double instructions_per_byte(const struct gate_context *gate, const struct instruction_count *count,
                             enum ops_stream stream);

/* Looks at the answers of the ops on all streams but the talk's, which a stage can know. */
void instructions_judge_answers(const struct gate_context *gate, struct gate_report *report);

void instructions_dispose(struct instruction_counts *counts);

#endif
