/* Runs a verb's program as make does, and holds what it printed. */
#ifndef VERBS_RUNNING_H
#define VERBS_RUNNING_H

#include "run/process.h"
#include "stream/buffer.h"

enum { RUNNING_PATH_SIZE = 4096 }; /* bytes of a path, its NUL included */

struct ran {
    struct process_result end;
    struct buffer output, errors;   /* owned; each ends in a NUL */
    char folder[RUNNING_PATH_SIZE]; /* what it was told to write --into; removed by ran_dispose */
};

/* The file, with a NUL after it; the caller ends it with buffer_dispose. */
struct buffer running_read(const char *path);

/*
 * Runs `program` (a path, or a name of this build's bin/) from the project's root with `words`
 * (NULL-terminated, at most 16) behind `--into FOLDER`, and with `environment` (NAME=VALUE,
 * NULL-terminated; or NULL) added to ours. Ended with ran_dispose.
 */
struct ran run_verb(const char *program, const char *const *words, const char *const *environment);

/*
 * The same in the current folder, without `--into FOLDER`: as a learner runs it, in a root of a
 * test's.
 */
struct ran run_verb_here(const char *program, const char *const *words,
                         const char *const *environment);

/* The path of such a program. */
void verb_path(const char *program, char path[RUNNING_PATH_SIZE]);

void ran_dispose(struct ran *ran);

/* What it printed, as C strings. Borrowed. */
const char *ran_output(const struct ran *ran);
const char *ran_errors(const struct ran *ran);

/* Expects that its output holds `part`. */
void ran_expect(const struct ran *ran, const char *part);

/* An order that a verb cannot follow: `words`, and all that it says on stderr but its newline. */
struct refused_order {
    const char *words[8];
    const char *says;
};

/* Expects that each order is refused with exactly its one line, exit status 2 and no output. */
void expect_orders_refused(const char *program, const struct refused_order *orders, size_t count);

/*
 * Makes a folder of links to the programs of /usr/bin but for those whose names begin with
 * `program`, and writes "PATH=..." for it to `path`: an environment in which that tool is missing.
 * The folder is `folder`, made by mkdtemp; the caller removes it.
 */
void make_path_without(const char *program, char *folder, char path[RUNNING_PATH_SIZE]);

#endif
