/* The programs that the ceilings of instructions refer to, measured on the talk's stream. */
#ifndef JUDGE_BASELINES_H
#define JUDGE_BASELINES_H

#include "judge/gate.h"
#include "judge/instruction_counts.h"

#include <stdbool.h>
#include <stddef.h>

/* Each is measured once, at the place of its first ceiling. */
struct references {
    bool kept[COURSE_MOST_CEILINGS]; /* by another check of the same grading */
    struct run runs[COURSE_MOST_CEILINGS];
    struct counted cpus[COURSE_MOST_CEILINGS];
};

/* The place of the reference of the stage's ceiling `i`. */
size_t references_place(size_t i);

/* Starts to measure those that no other check has kept. */
void references_start(struct references *references);

/*
 * Waits for them. False where they cannot be read: then `finding`, unless it is NULL, says so. Ended
 * with references_dispose in either case.
 */
bool references_read(struct references *references, struct finding *finding);
void references_dispose(struct references *references);

#endif
