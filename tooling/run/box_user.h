/* A program as a user of its own: what a box is where there can be no whole one. For root. */
#ifndef RUN_BOX_USER_H
#define RUN_BOX_USER_H

#include "run/box.h"

/*
 * Gives the user what it is to write to, and starts the process as it. Tools, which start others,
 * share one: what one of them has written the next reads.
 */
struct process user_start(const struct box *box, const struct process_request *request);

#endif
