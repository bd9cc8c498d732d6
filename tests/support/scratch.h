/*
 * A folder of a test's own, which is also its current one: paths in a test can be relative.
 *
 *     TestSuite(files, .init = scratch_make, .fini = scratch_remove);
 *
 * What cannot be done ends the test.
 */
#ifndef SUPPORT_SCRATCH_H
#define SUPPORT_SCRATCH_H

#include "run/process.h"
#include "stream/bytes.h"

void scratch_make(void);

void scratch_remove(void);

/* Its path. Borrowed. */
const char *scratch_folder(void);

void scratch_write(const char *path, struct bytes content);

/* Expects that the file at `path` holds exactly this. */
void scratch_expect(const char *path, struct bytes content);

/* How many entries the folder at `path` has. */
size_t scratch_count(const char *path);

/* Root may do everything: a test of what is forbidden becomes nobody, and then itself again. */
void scratch_become_nobody(void);
void scratch_become_oneself(void);

/* The words that have a shell run `script`. */
#define SHELL(script)                                                                              \
    (const char *const[])                                                                          \
    {                                                                                              \
        "sh", "-c", script, NULL                                                                   \
    }

/* A request with limits that no test reaches, and its output in the files "out" and "err". */
struct process_request scratch_request(const char *const *words);

#endif
