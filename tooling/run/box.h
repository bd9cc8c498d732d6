/*
 * Boxes (sandboxes) for programs by strangers.
 *
 * A program in a whole box, bubblewrap's (bwrap(1)), sees the toolchain (/usr), the files that it was
 * given, and nothing else: no network, no other process, an empty environment. It may write to files
 * that it was given for that, and to a small /tmp of its own. It runs as nobody, not root, can start
 * no process unless the box says so, and dies with us.
 */
#ifndef RUN_BOX_H
#define RUN_BOX_H

#include "base/error.h"
#include "run/box_kind.h"
#include "run/process.h"

#include <stdbool.h>

enum { BOX_MOST_PATHS = 8 };
enum { BOX_PATH_SIZE = 4096 }; /* bytes of a path, its NUL included */

/* What is in a box, at the same paths as outside. Lists end with NULL. */
struct box {
    enum box_kind kind;
    const char *reads[BOX_MOST_PATHS + 1];  /* files and folders */
    const char *writes[BOX_MOST_PATHS + 1]; /* the same, for writing; they must be there */
    const char *status; /* path of our file in which bubblewrap says how it ended */
    bool starts_others; /* whether it may start processes: a compiler must */
};

struct boxed {
    struct process process;
    char status[BOX_PATH_SIZE];
};

/*
 * Starts a process in the box; without one it is process_start. In one, its environment is the
 * request's and no more. If it cannot be started, box_wait says so.
 */
struct boxed box_start(const struct box *box, const struct process_request *request);

/*
 * Waits as process_wait does. If no box could be made, nothing ran: the end is PROCESS_NOT_STARTED,
 * and the code EPERM.
 */
struct process_result box_wait(struct boxed *boxed);

/* Whether whole boxes can be made on this machine; if not, `error` says why, in one line. */
bool box_available(struct error *error);

#endif
