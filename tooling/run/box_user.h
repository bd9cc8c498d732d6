/* A program as a user of its own: the box that root gets if bubblewrap can make none. */
#ifndef RUN_BOX_USER_H
#define RUN_BOX_USER_H

#include "run/box.h"

/*
 * Gives the user the files that the box says it writes to, and starts the process as that user. Tools,
 * which start others, share one user: each reads what the one before it wrote.
 */
struct process user_start(const struct box *box, const struct process_request *request);

#endif
