/*
 * A process that leaves none behind, whatever it starts and however we end, SIGKILL included.
 *
 * Between it and us stands a guard, a copy of ours: it adopts all that the process starts, and ends
 * all of it when the process is over, when we are asked to stop, and when we are no more. Where we
 * are killed, it keeps what we had open (a lock) until it has done so. Where it is killed, we end
 * all that it had.
 */
#ifndef RUN_GUARD_H
#define RUN_GUARD_H

#include "run/process.h"

/* Runs a process as process_run does, under guard. For a program without threads or other children. */
struct process_result guard_run(const struct process_request *request);

#endif
