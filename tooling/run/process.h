/*
 * Processes with limits, which are ended with all that they started.
 *
 * Each runs in a process group of its own, which is killed when the process is over, when it
 * exceeds a limit, and when we are asked to stop. It dies with the process that started it.
 */
#ifndef RUN_PROCESS_H
#define RUN_PROCESS_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

struct process_limits {
    unsigned cpu_seconds;  /* of CPU time: does not depend on the machine's load */
    unsigned wall_seconds; /* of real time: for a process that waits */
    uint64_t file_bytes;   /* the size of any file that it writes */
    uint64_t memory_bytes; /* its address space; 0 sets no limit */
    uint64_t stack_bytes;  /* of its first thread; 0 leaves it as it is */
};

/* A file that a process finds open. */
struct process_file {
    int descriptor; /* 3 to PROCESS_LAST_DESCRIPTOR */
    const char *path;
    bool written; /* made or emptied, for writing; else read */
};

enum { PROCESS_LAST_DESCRIPTOR = 9 };

struct process_request {
    const char *const *arguments;     /* NULL-terminated; the program is found on PATH */
    const char *const *environment;   /* NAME=VALUE added to ours, NULL-terminated; or NULL */
    const char *input;                /* path of what it reads; NULL: nothing */
    const char *output;               /* path of the file for its stdout; NULL: nowhere */
    const char *errors;               /* path of the file for its stderr; NULL: nowhere */
    const struct process_file *files; /* more of them, up to one whose path is NULL; or NULL */
    bool relays_signals; /* as a shell, it exits with 128 + the signal that ended what it ran */
    struct process_limits limits;
    void (*each_second)(unsigned seconds); /* called while it is waited for; or NULL */
};

enum process_end {
    PROCESS_EXITED,      /* code: its exit status */
    PROCESS_SIGNALLED,   /* code: the signal that ended it */
    PROCESS_CPU_LIMIT,   /* it used up cpu_seconds */
    PROCESS_WALL_LIMIT,  /* it was still running after wall_seconds */
    PROCESS_FILE_LIMIT,  /* it wrote more than file_bytes */
    PROCESS_NOT_STARTED, /* code: the errno, ENOENT if there is no such program */
    PROCESS_INTERRUPTED  /* we were asked to stop */
};

struct process_result {
    enum process_end end;
    int code;
};

/* Whether it exited with 0. */
static inline bool process_succeeded(struct process_result result)
{
    return result.end == PROCESS_EXITED && result.code == 0;
}

struct process {
    pid_t pid;                    /* 0 if it could not be started */
    struct process_result result; /* why not */
    struct process_limits limits;
    bool relays_signals;
    struct timespec started;
    void (*each_second)(unsigned seconds);
};

/* Whether there is a program of this name on PATH, or at it if it is a path. */
bool process_finds(const char *program);

/* The same; if there is none, `error` says how to install it. */
bool process_needs(const char *program, struct error *error);

/* Sets the error to how a program of that name ended that did not exit with 0. Always false. */
bool process_error(struct process_result result, const char *program, struct error *error);

/* Starts a process. If that fails, process_wait says so. */
struct process process_start(const struct process_request *request);

/* What process_start returns if it fails with this errno, for those that fail before it. */
struct process process_not_started(int reason);

/* Waits until the process is over, and ends its group. Called once for every process started. */
struct process_result process_wait(struct process *process);

/* Both of them. */
struct process_result process_run(const struct process_request *request);

/* From now on SIGINT, SIGTERM and SIGHUP end the processes that we wait for, not us. */
void process_catch_interrupts(void);

/* Whether such a signal has come. */
bool process_was_interrupted(void);

/* Dies, by SIGKILL, with the process that started this one. For a process that starts others. */
void process_die_with_parent(void);

#endif
