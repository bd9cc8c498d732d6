/*
 * What a check knows of a contract, besides the functions that it names: the cases, the right
 * answers, and the streams on which it is measured.
 *
 * A contract is a file, judge/contract_NAME.c, and a line in contracts.c.
 */
#ifndef JUDGE_CONTRACTS_H
#define JUDGE_CONTRACTS_H

#include "course/course.h"
#include "judge/cases.h"

enum { COST_MOST_SHAPES = 18 }; /* see judge/cost_shapes.h */

/* The streams of measured ops. Every contract has the first two, and shapes. */
enum ops_stream {
    OPS_TALK, /* the talk's own */
    OPS_TWIN, /* one like it that no stage can know */
    OPS_RARE, /* in which a match is rare */
    OPS_RUNS, /* in which each window is nearly a match */
    OPS_LONG, /* on which the peak of the heap must be that of a short one */
    OPS_OF_CONTRACT,
    OPS_SHAPES = OPS_OF_CONTRACT, /* the short stream of each shape, then its long one */
    OPS_STREAMS = OPS_SHAPES + 2 * COST_MOST_SHAPES
};

struct measured_stream {
    const char *name;   /* in messages: "on the talk's stream" */
    const char *figure; /* the result's figure of instructions; NULL: not one of its own */
    /*
     * Makes the case of an op from the check's seed. Its bytes may lie in `memory`, an empty buffer
     * that the caller disposes of; format_failed says of it that memory ran out.
     */
    struct probe_case (*make)(uint64_t seed, struct buffer *memory);
};

struct judged_contract {
    const struct contract *contract;
    /*
     * The cases, from the smallest to the largest. The caller ends the list with cases_dispose.
     * False: no memory.
     */
    bool (*make_cases)(const struct case_bounds *bounds, struct case_list *list);
    /*
     * Appends to `expected` all that must be in the output after a call, with what was there before.
     * Returns the status that the call must return if no allocation fails.
     */
    enum stream_status (*oracle)(const struct probe_case *c, struct buffer *expected);
    struct measured_stream streams[OPS_OF_CONTRACT]; /* `make` is NULL for those that it has not */
    bool in_chunks; /* its streams come in chunks: all that it allocates comes before the first */
};

extern const struct judged_contract judged_algo_one;
extern const struct judged_contract judged_replacer;

/* What is known of the contract; NULL if it is none of the table. */
const struct judged_contract *judged_contract_of(const struct contract *contract);

#endif
