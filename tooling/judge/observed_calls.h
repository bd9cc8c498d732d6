/*
 * What is observed of calls: how deep they go into the stack, what they leave behind in memory that is
 * not theirs, and whether one in the middle of another spoils its answer.
 */
#ifndef JUDGE_OBSERVED_CALLS_H
#define JUDGE_OBSERVED_CALLS_H

#include "judge/evidence.h"

struct observed_calls {
    uint64_t deepest;     /* bytes of stack, of the call that uses most */
    struct buffer deep;   /* owned: the smallest case that is over the stage's ceiling; or empty */
    uint64_t kept, place; /* bytes that stay from call to call, and where: probe/observe.h */
    struct buffer shared; /* owned: the smallest case of two calls that share memory; or empty */
};

/*
 * Looks at what the correctness gate's run has observed, and runs what is needed besides. False if
 * that cannot be run, or ended early: then the report says so. *calls is ended with
 * observed_calls_dispose in both cases.
 */
bool observed_calls_find(const struct gate_context *gate, struct observed_calls *calls,
                         struct gate_report *report);

void observed_calls_dispose(struct observed_calls *calls);

#endif
