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

static const int write_flags = O_WRONLY | O_CREAT | O_TRUNC;

static bool redirect(int fd, const char *path, int flags)
{
    int opened = open(path == NULL ? "/dev/null" : path, flags, 0644);
    if (opened < 0 || dup2(opened, fd) < 0)
        return false;
    return opened == fd || close(opened) == 0;
}

/* What the child does between fork and exec. If it fails, it writes its errno to `failure`. */
static void start_child(const struct process_request *request, int failure)
{
    const struct process_limits *limits = &request->limits;
    const struct process_file *file = request->files;
    const char *const *variable = request->environment;
    static const int restored[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
    sigset_t none;
    /* Not among the numbers of its files: our own standard ones may have been closed. */
    failure = fcntl(failure, F_DUPFD_CLOEXEC, PROCESS_LAST_DESCRIPTOR + 1);
    setpgid(0, 0);
    process_die_with_parent();
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (size_t i = 0; i < sizeof restored / sizeof *restored; i++)
        signal(restored[i], SIG_DFL);

    bool done = redirect(STDIN_FILENO, request->input, O_RDONLY) &&
                redirect(STDOUT_FILENO, request->output, write_flags) &&
                redirect(STDERR_FILENO, request->errors, write_flags);
    for (; done && file != NULL && file->path != NULL; file++)
        done = redirect(file->descriptor, file->path, file->written ? write_flags : O_RDONLY);
    for (; done && variable != NULL && *variable != NULL; variable++)
        done = putenv((char *)(uintptr_t)*variable) == 0;
    if (done && limit(RLIMIT_CPU, limits->cpu_seconds, limits->cpu_seconds + 1) &&
        limit(RLIMIT_FSIZE, limits->file_bytes, limits->file_bytes) && limit(RLIMIT_CORE, 0, 0) &&
        (limits->stack_bytes == 0 ||
         limit(RLIMIT_STACK, limits->stack_bytes, limits->stack_bytes)) &&
        (limits->memory_bytes == 0 || limit(RLIMIT_AS, limits->memory_bytes, limits->memory_bytes)))
        execvp(request->arguments[0], (char *const *)(uintptr_t)request->arguments);
    int reason = errno;
    while (write(failure, &reason, sizeof reason) < 0 && errno == EINTR) {
    }
    _exit(127);
}

struct process process_not_started(int reason)
{
    return (struct process){.result = {.end = PROCESS_NOT_STARTED, .code = reason}};
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

bool process_needs(const char *program, struct error *error)
{
    return process_finds(program) ||
           process_error(process_not_started(ENOENT).result, program, error);
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
    if (pipe2(failure, O_CLOEXEC) != 0)
        return process_not_started(errno);

    struct process process = {.limits = request->limits,
                              .relays_signals = request->relays_signals,
                              .each_second = request->each_second};
    clock_gettime(CLOCK_MONOTONIC, &process.started);
    process.pid = fork();
    if (process.pid == 0)
        start_child(request, failure[1]);
    int reason = process.pid < 0 ? errno : 0;
    close(failure[1]);

    /* The exec closes the pipe; if there was none, an errno comes through it. */
    ssize_t n;
    while (reason == 0 && (n = read(failure[0], &reason, sizeof reason)) < 0 && errno == EINTR) {
    }
    close(failure[0]);
    if (reason == 0)
        return process;
    if (process.pid > 0)
        waitpid(process.pid, NULL, 0);
    return process_not_started(reason);
}

/*
 * Waits until the process is over: false if it is late, or we are asked to stop. It sleeps until there
 * is something to see: many of us wait at once, and the judged programs need the processors.
 */
static bool wait_in_time(const struct process *process)
{
    enum { WITHOUT_PIDFD = 1, MOST = 100 }; /* milliseconds; a signal can come before the poll */
    unsigned told = 0;
    struct pollfd end = {.fd = -1, .events = POLLIN};
#if defined(SYS_pidfd_open)
    end.fd = (int)syscall(SYS_pidfd_open, process->pid, 0);
#endif
    for (;;) {
        siginfo_t info = {.si_pid = 0};
        struct timespec now;
        const struct timespec *start = &process->started;
        bool is_over = waitid(P_PID, (id_t)process->pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
                       info.si_pid == process->pid;
        clock_gettime(CLOCK_MONOTONIC, &now);
        unsigned seconds = (unsigned)(now.tv_sec - start->tv_sec - (now.tv_nsec < start->tv_nsec));
        if (is_over || process_was_interrupted() || seconds >= process->limits.wall_seconds) {
            if (end.fd >= 0)
                close(end.fd);
            return is_over;
        }
        if (process->each_second != NULL && seconds > told)
            process->each_second(told = seconds);
        poll(&end, 1, end.fd < 0 ? WITHOUT_PIDFD : MOST);
    }
}

struct process_result process_wait(struct process *process)
{
    struct rusage used = {0};
    int status = 0;
    if (process->pid == 0)
        return process->result;
    bool in_time = wait_in_time(process);

    /* The group is killed before its leader is reaped: its number cannot be another's yet. */
    kill(-process->pid, SIGKILL);
    while (wait4(process->pid, &status, 0, &used) < 0 && errno == EINTR) {
    }
    if (!in_time)
        return (struct process_result){
            process_was_interrupted() ? PROCESS_INTERRUPTED : PROCESS_WALL_LIMIT, 0};
    int code = WIFSIGNALED(status) ? 0 : WEXITSTATUS(status);
    int signal = WIFSIGNALED(status)                     ? WTERMSIG(status)
                 : process->relays_signals && code > 128 ? code - 128
                                                         : 0;
    if (signal == 0)
        return (struct process_result){PROCESS_EXITED, code};
    time_t cpu = used.ru_utime.tv_sec + used.ru_stime.tv_sec;
    if (signal == SIGXCPU || (signal == SIGKILL && cpu >= (time_t)process->limits.cpu_seconds))
        return (struct process_result){PROCESS_CPU_LIMIT, signal};
    return (struct process_result){signal == SIGXFSZ ? PROCESS_FILE_LIMIT : PROCESS_SIGNALLED,
                                   signal};
}

struct process_result process_run(const struct process_request *request)
{
    struct process process = process_start(request);
    return process_wait(&process);
}
