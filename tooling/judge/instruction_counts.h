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
    struct callgrind profile; /* of the stage's ops only */
    size_t event;             /* the place of Ir in the profile */
    uint64_t ops, bytes;      /* of the stream */
    uint64_t instructions, interface_calls, system_calls;
};

enum { INSTRUCTION_RUNS = 2 }; /* of the stage */

struct instruction_counts {
    struct instruction_count on[OPS_STREAMS]; /* all zero for streams that are not measured */
    struct buffer texts[INSTRUCTION_RUNS];    /* which the profiles borrow */
    struct instruction_count baselines[COURSE_MOST_CEILINGS][OPS_STREAMS];
    struct addr2line inlined; /* what was inlined into the stage's functions, as far as is known */
    struct buffer inlined_text;
};

/*
 * Measures all of it, in several runs at once. False if something could not be measured: then the
 * report says why. Ended with instructions_dispose in either case.
 */
bool instructions_measure(const struct gate_context *gate, struct instruction_counts *counts,
                          struct gate_report *report);

/*
 * What was counted of the program that the stage's ceiling `i` refers to: on `stream`, if the ceiling
 * holds on streams like the talk's; else on the talk's.
 */
const struct instruction_count *instructions_baseline(const struct gate_context *gate,
                                                      const struct instruction_counts *counts,
                                                      size_t i, enum ops_stream stream);

/* Whether ceilings on the talk's stream hold on this one: itself, its twin and some of the shapes. */
bool instructions_like_talk(enum ops_stream stream);

/* Whether the stage's ceiling `i` holds on the stream. */
bool instructions_has_ceiling(const struct gate_context *gate, size_t i, enum ops_stream stream);

/* The stream that a ceiling is about. */
enum ops_stream instructions_stream_of(const struct instruction_ceiling *ceiling);

/* Instructions for each byte that the ops went through. */
double instructions_per_byte(const struct instruction_count *count);

/* Looks at the answers of all ops. */
void instructions_judge_answers(const struct gate_context *gate, struct gate_report *report);

void instructions_dispose(struct instruction_counts *counts);

#endif
