/* A class of a test's own, and its grades. In the scratch folder of support/scratch.h. */
#ifndef VERBS_GRADING_H
#define VERBS_GRADING_H

#include "results/grades.h"
#include "verbs/running.h"

#define FAST "int algo_one;" /* a submission that is judged at once: its type is wrong */

/* Makes the folder of the class, which is empty. */
void class_make(void);

/* The path of a file of the class, or of what its grading left. Valid until the next call. */
const char *in_class(const char *name);
const char *in_out(const char *name);

/* Writes a submission, "ann/2/algo_one.c": this text, or what a file of the project holds. */
void hand_in(const char *name, const char *text);
void hand_in_copy(const char *name, const char *from);

/* Grades the class, with up to 8 words more and `environment` as run_verb takes it. */
struct ran grade_with(const char *const *words, const char *const *environment);

#define GRADE(...) grade_with((const char *const[]){__VA_ARGS__, NULL}, NULL)

/* The words of the whole command; `list` has room for 16. */
void grade_words(const char *const *words, const char **list);

/* The grades that were left. The caller's. */
cJSON *grades_left(void);

/* Expects a submission's verdict at the stage with this index, and what is said of it first. */
void expect_graded(const cJSON *grades, const char *name, int stage, const char *verdict,
                   const char *says);

/*
 * Grades the class and expects that of `total` checks `done` are not run again.
 */
void expect_done(const char *const *words, unsigned total, unsigned done);

#define EXPECT_DONE(total, done, ...)                                                              \
    expect_done((const char *const[]){__VA_ARGS__, NULL}, total, done)

#endif
