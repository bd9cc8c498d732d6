#include "run/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/prctl.h>
#endif

static volatile sig_atomic_t interrupted;

static void note_interrupt(int signal)
{
    (void)signal;
    interrupted = 1;
}

void process_catch_interrupts(void)
{
    struct sigaction action = {.sa_handler = note_interrupt};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
}

bool process_was_interrupted(void)
{
    return interrupted != 0;
}

void process_die_with_parent(void)
{
#if defined(__linux__)
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
}

/* What follows up to start_child runs in the child, between fork and exec. */

/* Never more than what we have been given ourselves. */
static bool limit(unsigned resource, uint64_t soft, uint64_t hard)
{
    struct rlimit value;
    if (getrlimit(resource, &value) != 0)
        return false;
    if (value.rlim_max == RLIM_INFINITY || value.rlim_max > (rlim_t)hard)
        value.rlim_max = (rlim_t)hard;
    value.rlim_cur = value.rlim_max < (rlim_t)soft ? value.rlim_max : (rlim_t)soft;
    return setrlimit(resource, &value) == 0;
}

static bool set_limits(const struct process_limits *limits)
{
    return limit(RLIMIT_CPU, limits->cpu_seconds, limits->cpu_seconds + 1) &&
           limit(RLIMIT_FSIZE, limits->file_bytes, limits->file_bytes) &&
           limit(RLIMIT_CORE, 0, 0) &&
           (limits->stack_bytes == 0 ||
            limit(RLIMIT_STACK, limits->stack_bytes, limits->stack_bytes)) &&
           (limits->memory_bytes == 0 ||
            limit(RLIMIT_AS, limits->memory_bytes, limits->memory_bytes));
}

static const int write_flags = O_WRONLY | O_CREAT | O_TRUNC;

static bool redirect(int fd, const char *path, int flags)
{
    int opened = open(path == NULL ? "/dev/null" : path, flags, 0644);
    if (opened < 0 || dup2(opened, fd) < 0)
        return false;
    return opened == fd || close(opened) == 0;
}

static bool open_files(const struct process_file *file)
{
    for (; file != NULL && file->path != NULL; file++) {
        if (!redirect(file->descriptor, file->path, file->written ? write_flags : O_RDONLY))
            return false;
    }
    return true;
}

static bool set_environment(const char *const *environment)
{
    for (; environment != NULL && *environment != NULL; environment++) {
        if (putenv((char *)(uintptr_t)*environment) != 0)
            return false;
    }
    return true;
}

static void restore_signals(void)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
}

static void start_child(const struct process_request *request, int failure)
{
    /* Out of the way of its files: our standard ones may have been closed. */
    failure = fcntl(failure, F_DUPFD_CLOEXEC, PROCESS_LAST_DESCRIPTOR + 1);
    setpgid(0, 0);
    process_die_with_parent();
    restore_signals();
    if (redirect(STDIN_FILENO, request->input, O_RDONLY) &&
        redirect(STDOUT_FILENO, request->output, write_flags) &&
        redirect(STDERR_FILENO, request->errors, write_flags) && open_files(request->files) &&
        set_environment(request->environment) && set_limits(&request->limits))
        execvp(request->arguments[0], (char *const *)(uintptr_t)request->arguments);
    int reason = errno;
    while (write(failure, &reason, sizeof reason) < 0 && errno == EINTR) {
    }
    _exit(127);
}

static struct process not_started(int reason)
{
    return (struct process){.result = {.end = PROCESS_NOT_STARTED, .code = reason}};
}

static bool make_pipe(int ends[2])
{
    return pipe(ends) == 0 && fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 &&
           fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0;
}

bool process_finds(const char *program)
{
    char file[4096];
    const char *path = getenv("PATH");
    if (strchr(program, '/') != NULL)
        return access(program, X_OK) == 0;
    while (path != NULL && *path != '\0') {
        int len = (int)strcspn(path, ":");
        int size = snprintf(file, sizeof file, "%.*s/%s", len, path, program);
        if (size < (int)sizeof file && access(file, X_OK) == 0)
            return true;
        path += len + (path[len] == ':');
    }
    return false;
}

bool process_error(struct process_result result, const char *program, struct error *error)
{
    switch (result.end) {
    case PROCESS_NOT_STARTED:
        if (result.code == ENOENT)
            return error_set(error, "%s is not installed. To install it: tooling/setup", program);
        return error_set(error, "%s cannot be started: %s", program, strerror(result.code));
    case PROCESS_INTERRUPTED:
        return error_set(error, "interrupted");
    case PROCESS_CPU_LIMIT:
    case PROCESS_WALL_LIMIT:
        return error_set(error, "%s was stopped: it took too long", program);
    case PROCESS_FILE_LIMIT:
        return error_set(error, "%s was stopped: it wrote too much", program);
    default:
        return error_set(error, "%s failed", program);
    }
}

struct process process_start(const struct process_request *request)
{
    int failure[2];
    if (!make_pipe(failure))
        return not_started(errno);

    struct process process = {.limits = request->limits,
                              .relays_signals = request->relays_signals,
                              .each_second = request->each_second};
    clock_gettime(CLOCK_MONOTONIC, &process.started);
    process.pid = fork();
    if (process.pid == 0)
        start_child(request, failure[1]);
    int reason = process.pid < 0 ? errno : 0;
    close(failure[1]);

    /* The pipe closes at the exec; it brings an errno when there was none. */
    ssize_t n;
    while (reason == 0 && (n = read(failure[0], &reason, sizeof reason)) < 0 && errno == EINTR) {
    }
    close(failure[0]);
    if (reason == 0)
        return process;
    if (process.pid > 0)
        waitpid(process.pid, NULL, 0);
    return not_started(reason);
}

static unsigned seconds_since(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (unsigned)(now.tv_sec - start->tv_sec - (now.tv_nsec < start->tv_nsec));
}

/* The signal that ended the process, or what it ran; 0 where none did. */
static int signal_of(int status, const struct process *process)
{
    if (WIFSIGNALED(status))
        return WTERMSIG(status);
    int code = WEXITSTATUS(status);
    return process->relays_signals && code > 128 ? code - 128 : 0;
}

static struct process_result result_of(int status, const struct process *process,
                                       const struct rusage *used)
{
    int signal = signal_of(status, process);
    if (signal == 0)
        return (struct process_result){PROCESS_EXITED, WEXITSTATUS(status)};
    time_t cpu = used->ru_utime.tv_sec + used->ru_stime.tv_sec;
    if (signal == SIGXCPU || (signal == SIGKILL && cpu >= (time_t)process->limits.cpu_seconds))
        return (struct process_result){PROCESS_CPU_LIMIT, signal};
    if (signal == SIGXFSZ)
        return (struct process_result){PROCESS_FILE_LIMIT, signal};
    return (struct process_result){PROCESS_SIGNALLED, signal};
}

static bool is_over(pid_t pid)
{
    siginfo_t info = {.si_pid = 0};
    return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == pid;
}

/* A descriptor that can be polled for the end of the process; -1 where the kernel has none. */
static int open_end(pid_t pid)
{
#if defined(SYS_pidfd_open)
    return (int)syscall(SYS_pidfd_open, pid, 0);
#else
    (void)pid;
    return -1;
#endif
}

/*
 * Waits for the process to be over: false where it is late or we are asked to stop. It sleeps until
 * there is something to see: many of us wait at once, and the judged programs need the processors.
 */
static bool wait_in_time(const struct process *process)
{
    enum { WITHOUT_END = 1, MOST = 100 }; /* milliseconds; a signal can come just before the poll */
    unsigned told = 0;
    bool in_time = true;
    struct pollfd end = {.fd = open_end(process->pid), .events = POLLIN};
    while (in_time && !is_over(process->pid)) {
        unsigned seconds = seconds_since(&process->started);
        in_time = !process_was_interrupted() && seconds < process->limits.wall_seconds;
        if (in_time && process->each_second != NULL && seconds > told)
            process->each_second(told = seconds);
        if (in_time)
            poll(&end, 1, end.fd < 0 ? WITHOUT_END : MOST);
    }
    if (end.fd >= 0)
        close(end.fd);
    return in_time;
}

struct process_result process_wait(struct process *process)
{
    struct rusage used = {0};
    int status = 0;

    if (process->pid == 0)
        return process->result;
    bool in_time = wait_in_time(process);

    /* The group goes before its leader is reaped: its number cannot be another's yet. */
    kill(-process->pid, SIGKILL);
    while (wait4(process->pid, &status, 0, &used) < 0 && errno == EINTR) {
    }
    if (in_time)
        return result_of(status, process, &used);
    return (struct process_result){
        process_was_interrupted() ? PROCESS_INTERRUPTED : PROCESS_WALL_LIMIT, 0};
}

struct process_result process_run(const struct process_request *request)
{
    struct process process = process_start(request);
    return process_wait(&process);
}
