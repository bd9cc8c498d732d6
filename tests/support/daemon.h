/*
 * A process that outlives who started it, unless it is looked for: what is said to end all that it
 * has must end this one.
 */
#ifndef SUPPORT_DAEMON_H
#define SUPPORT_DAEMON_H

#include <stdbool.h>
#include <sys/types.h>

/* Shell: starts it in a session of its own. It writes its number to the file `daemon`. */
#define DAEMON "setsid sh -c 'echo $$ >daemon; exec sleep 1000' & "

/* Shell: waits for that file. */
#define WHEN_THERE "while [ ! -s daemon ]; do sleep 0.01; done; "

/* The number that the file begins with; 0 if there is none. */
pid_t daemon_read(const char *path);

bool daemon_is_alive(pid_t pid);

/* Waits, at most 20 seconds, until the file has a number. */
pid_t daemon_await(const char *path);

/* Expects that it is dead within 10 seconds, and sees to it. */
void daemon_expect_dead(pid_t pid);

#endif
