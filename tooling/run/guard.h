/*
 * A process that leaves none of its own running, whatever it starts and however we end, even by SIGKILL.
 *
 * Between it and us is a guard, a copy of us: it adopts all that the process starts, and ends all of
 * it when the process is over, when we are asked to stop, and when we are dead. If we are killed, it
 * keeps our open files (a lock) until it has done so. If the guard is killed, we end its processes.
 */
#ifndef RUN_GUARD_H
#define RUN_GUARD_H

#include "run/process.h"

/* Runs a process as process_run does, under guard. For a program without threads or other children. */
struct process_result guard_run(const struct process_request *request);

#endif
