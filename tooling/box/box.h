/*
 * A box of bubblewrap's, for programs by strangers: bwrap(1).
 *
 * What runs in it sees the toolchain (/usr), the files that it was given, and nothing else: no
 * network, no other process, an empty environment. It may write to the files that it was given for
 * that, and to a small /tmp of its own. It is nobody, not root, starts no process unless it may, and
 * is over when we are.
 */
#ifndef BOX_BOX_H
#define BOX_BOX_H

#include "process/process.h"

#include <stdbool.h>

enum { BOX_MOST_PATHS = 8 };
enum { BOX_PATH_SIZE = 4096 };  /* bytes of a path, its NUL included */
enum { BOX_ERROR_SIZE = 4608 }; /* bytes of an error message, its NUL included */

/* What is in a box, at the paths that it has outside. Lists end with NULL. */
struct box {
    const char *reads[BOX_MOST_PATHS + 1];  /* files and folders */
    const char *writes[BOX_MOST_PATHS + 1]; /* the same, for writing; they must be there */
    const char *status;                     /* where bubblewrap says how it ended: a file of ours */
    bool starts_others;                     /* whether it may start processes: a compiler must */
};

struct boxed {
    struct process process;
    char status[BOX_PATH_SIZE];
};

/*
 * Starts a process in the box; where `box` is NULL, without one. Its environment is the request's
 * and no more. A failure to start is told by box_wait.
 */
struct boxed box_start(const struct box *box, const struct process_request *request);

/*
 * Waits as process_wait does. Where there could be no box, nothing ran: the end is
 * PROCESS_NOT_STARTED, and the code EPERM.
 */
struct process_result box_wait(struct boxed *boxed);

/* Whether there can be boxes on this machine; else `error` says why, in one line. */
bool box_works(char *error);

#endif
