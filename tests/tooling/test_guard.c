/* What tooling/process/guard.h promises. */
#include "process/guard.h"

#include "support/scratch.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void make_scratch(void)
{
    scratch_make();
    unsetenv("BXFI_MAP"); /* Criterion's */
}

TestSuite(guard, .timeout = 60, .init = make_scratch, .fini = scratch_remove);

/* Leaves a process in a session of its own, whose parent is over. */
#define DAEMON "setsid sh -c 'echo $$ >daemon; exec sleep 1000' & "
#define WHEN_THERE "while [ ! -s daemon ]; do sleep 0.01; done; "

static long read_pid(const char *path)
{
    long pid = 0;
    FILE *file = fopen(path, "r");
    if (file != NULL && fscanf(file, "%ld", &pid) != 1)
        pid = 0;
    if (file != NULL)
        fclose(file);
    return pid;
}

static bool is_alive(long pid)
{
    return kill((pid_t)pid, 0) == 0;
}

static void pause_briefly(void)
{
    const struct timespec pause = {.tv_nsec = 20000000};
    nanosleep(&pause, NULL);
}

static void expect_daemon_dead(void)
{
    long pid = read_pid("daemon");
    cr_assert_gt(pid, 0);
    for (int i = 0; i < 500 && is_alive(pid); i++)
        pause_briefly();
    cr_expect_not(is_alive(pid));
}

Test(guard, tells_how_the_process_ended)
{
    static const struct {
        const char *script;
        struct process_result result;
    } rows[] = {{"exit 0", {PROCESS_EXITED, 0}},
                {"exit 3", {PROCESS_EXITED, 3}},
                {"kill -SEGV $$", {PROCESS_SIGNALLED, SIGSEGV}},
                {DAEMON WHEN_THERE "exit 5", {PROCESS_EXITED, 5}}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct process_request request = scratch_request(SHELL(rows[i].script));
        struct process_result result = guard_run(&request);
        cr_expect_eq(result.end, rows[i].result.end, "%s", rows[i].script);
        cr_expect_eq(result.code, rows[i].result.code, "%s", rows[i].script);
    }
    expect_daemon_dead();
    cr_expect_eq(waitpid(-1, NULL, WNOHANG), -1, "no child is left");
}

Test(guard, tells_that_there_is_no_such_program)
{
    struct process_request request = scratch_request((const char *const[]){"no-such", NULL});
    struct process_result result = guard_run(&request);
    cr_expect_eq(result.end, PROCESS_NOT_STARTED);
    cr_expect_eq(result.code, ENOENT);
}

/* Starts a process of ours that runs a daemon under guard, and waits for the daemon. */
static pid_t start_guarded(void)
{
    pid_t pid = fork();
    if (pid == 0) {
        process_catch_interrupts();
        struct process_request request =
            scratch_request(SHELL(DAEMON WHEN_THERE "while :; do sleep 1; done"));
        struct process_result result = guard_run(&request);
        _exit(result.end == PROCESS_INTERRUPTED ? 7 : 1);
    }
    for (int i = 0; i < 1000 && read_pid("daemon") == 0; i++)
        pause_briefly();
    return pid;
}

Test(guard, ends_all_when_we_are_asked_to_stop)
{
    int status;
    pid_t pid = start_guarded();
    kill(pid, SIGINT);
    cr_assert_eq(waitpid(pid, &status, 0), pid);
    cr_expect_eq(WEXITSTATUS(status), 7);
    cr_expect_not(is_alive(read_pid("daemon")), "it is over before we are told");
}

Test(guard, ends_all_when_we_are_killed)
{
    pid_t pid = start_guarded();
    kill(pid, SIGKILL);
    cr_assert_eq(waitpid(pid, NULL, 0), pid);
    expect_daemon_dead();
}

/* The first process that this one started, or 0. */
static pid_t child_of(pid_t pid)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%ld/task/%ld/children", (long)pid, (long)pid);
    return (pid_t)read_pid(path);
}

Test(guard, what_it_had_ends_too_when_it_is_killed)
{
    int status;
    pid_t pid = start_guarded();
    kill(child_of(pid), SIGKILL);
    cr_assert_eq(waitpid(pid, &status, 0), pid);
    cr_expect_eq(WEXITSTATUS(status), 1);
    cr_expect_not(is_alive(read_pid("daemon")), "it is over before we are told");
}

static unsigned last_second;

static void note_second(unsigned seconds)
{
    last_second = seconds;
}

Test(guard, has_seconds_counted_here)
{
    struct process_request request = scratch_request(SHELL("sleep 2.3"));
    request.each_second = note_second;
    cr_expect_eq(guard_run(&request).end, PROCESS_EXITED);
    cr_expect_geq(last_second, 1);
}
