/*
 * Boxes for programs by strangers.
 *
 * What runs in a whole box, bubblewrap's (bwrap(1)), sees the toolchain (/usr), the files that it was
 * given, and nothing else: no network, no other process, an empty environment. It may write to the
 * files that it was given for that, and to a small /tmp of its own. It is nobody, not root, starts no
 * process unless it may, and is over when we are.
 */
#ifndef RUN_BOX_H
#define RUN_BOX_H

#include "base/error.h"
#include "run/box_kind.h"
#include "run/process.h"

#include <stdbool.h>

enum { BOX_MOST_PATHS = 8 };
enum { BOX_PATH_SIZE = 4096 }; /* bytes of a path, its NUL included */

/* What is in a box, at the paths that it has outside. Lists end with NULL. */
struct box {
    enum box_kind kind;
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
 * Starts a process in the box; without one it is process_start. In one, its environment is the
 * request's and no more. A failure to start is told by box_wait.
 */
struct boxed box_start(const struct box *box, const struct process_request *request);

/*
 * Waits as process_wait does. Where there could be no box, nothing ran: the end is
 * PROCESS_NOT_STARTED, and the code EPERM.
 */
struct process_result box_wait(struct boxed *boxed);

/* Whether there can be whole boxes on this machine; else `error` says why, in one line. */
bool box_available(struct error *error);

#endif
