#include "run/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/prctl.h>
#endif

static bool adopt_orphans(void)
{
#if defined(__linux__)
    return prctl(PR_SET_CHILD_SUBREAPER, 1) == 0;
#else
    return true;
#endif
}

/* Ends all that is left. What loses its parent by that becomes ours, so we look again. */
static void end_all(void)
{
    int status;
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%ld/children", (long)getpid());
    do {
        long child;
        FILE *children = fopen(path, "re");
        while (children != NULL && fscanf(children, "%ld", &child) == 1)
            kill((pid_t)child, SIGKILL);
        if (children != NULL)
            fclose(children);
    } while (waitpid(-1, &status, 0) > 0 || errno == EINTR);
}

static void guard(const struct process_request *request, int report)
{
    struct process_request unseen = *request;
    struct pollfd end = {.fd = report};
    bool hears = true;
    unseen.each_second = NULL;
    setpgid(0, 0); /* what a terminal sends to our group is for us alone */
    process_catch_interrupts();
#if defined(__linux__)
    hears = prctl(PR_SET_PDEATHSIG, SIGTERM) == 0;
#endif
    /* If nobody reads from the pipe any more, our parent died before we could hear of it. */
    if (!adopt_orphans() || !hears || (poll(&end, 1, 0) == 1 && (end.revents & POLLERR) != 0))
        _exit(1);
    struct process_result result = process_run(&unseen);
    end_all();
    ssize_t written = write(report, &result, sizeof result);
    _exit(written == sizeof result ? 0 : 1);
}

struct process_result guard_run(const struct process_request *request)
{
    enum { TICK = 100, TICKS = 10 }; /* milliseconds, and how many make a second */
    int ends[2];
    struct process_result result = {.end = PROCESS_NOT_STARTED};
    pid_t pid = -1;
    if (adopt_orphans() && pipe2(ends, O_CLOEXEC) == 0) {
        pid = fork();
        if (pid == 0) {
            close(ends[0]);
            guard(request, ends[1]);
        }
        close(ends[1]);
    }
    result.code = errno;
    if (pid < 0)
        return result;
    struct pollfd end = {.fd = ends[0], .events = POLLIN};
    for (unsigned ticks = 1; poll(&end, 1, TICK) <= 0; ticks++) {
        if (process_was_interrupted())
            kill(pid, SIGTERM);
        else if (request->each_second != NULL && ticks % TICKS == 0)
            request->each_second(ticks / TICKS);
    }
    if (read(ends[0], &result, sizeof result) != sizeof result) {
        result = (struct process_result){PROCESS_SIGNALLED, SIGKILL};
        end_all(); /* the guard was killed: its processes are ours now */
    }
    close(ends[0]);
    waitpid(pid, NULL, 0);
    return result;
}
