/*
 * A learner's root: a scratch folder (support/scratch.h), the current one, with the course's stages
 * and solutions as they are in the project, but that every stage is as it begins.
 */
#ifndef VERBS_LEARNING_H
#define VERBS_LEARNING_H

#include "verbs/running.h"

#define STATE ".progress.json"
#define STAGE_1 "stages/1-algo-one/algo_one.c"
#define SOLUTION_1 "solutions/1-algo-one/algo_one.c"

/* Makes and removes it: the init and fini of a suite. */
void learner_make(void);
void learner_remove(void);

/* Runs a verb there. */
#define LEARN(program, ...) run_verb_here(program, (const char *const[]){__VA_ARGS__, NULL}, NULL)

/* The same, and expects this exit status and a part of what it says on stdout, or on stderr. */
void learner_expect(const char *program, const char *const *words, int code, const char *part);

#define EXPECT(program, code, part, ...)                                                           \
    learner_expect(program, (const char *const[]){__VA_ARGS__, NULL}, code, part)

/* Runs a shell's command, and expects it to succeed. */
void learner_do(const char *script);

/* Expects that two files hold the same. */
void expect_same(const char *one, const char *other);

/* The text of a file. The caller ends it with buffer_dispose. */
struct buffer learner_read(const char *path);

#endif
