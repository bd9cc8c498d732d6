/*
 * Looks for what a hostile submission may have left behind, done or changed. The names, ports and
 * keys that it looks for are those that stand in tests/submissions/hostile/.
 */
#ifndef CHECK_LEFT_BEHIND_H
#define CHECK_LEFT_BEHIND_H

#include "verbs/running.h"

#include <stdint.h>

/* In the runner, before the first test and after the last: the files that are there to be hurt. */
void left_behind_prepare(void);
void left_behind_end(void);

/* How it was before. */
struct left_behind {
    int calls;     /* a socket that listens: nobody may call there */
    uint64_t tree; /* changes with any file of the workbook's */
};

struct left_behind left_behind_begin(void);

/*
 * Expects that the check `ran` of `file` left no process, file, socket or shared memory, and harmed
 * none of ours.
 */
void left_behind_expect_nothing(struct left_behind *before, const char *file,
                                const struct ran *ran);

#endif
