/* What tooling/run/guard.h promises. */
#include "run/guard.h"

#include "support/daemon.h"
#include "support/scratch.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void make_scratch(void)
{
    scratch_make();
    unsetenv("BXFI_MAP"); /* Criterion's */
}

TestSuite(guard, .timeout = 60, .init = make_scratch, .fini = scratch_remove);

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
    daemon_expect_dead(daemon_read("daemon"));
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
    cr_assert_gt(daemon_await("daemon"), 0);
    return pid;
}

Test(guard, ends_all_when_we_are_asked_to_stop)
{
    int status;
    pid_t pid = start_guarded();
    kill(pid, SIGINT);
    cr_assert_eq(waitpid(pid, &status, 0), pid);
    cr_expect_eq(WEXITSTATUS(status), 7);
    cr_expect_not(daemon_is_alive(daemon_read("daemon")), "it is over before we are told");
}

Test(guard, ends_all_when_we_are_killed)
{
    pid_t pid = start_guarded();
    kill(pid, SIGKILL);
    cr_assert_eq(waitpid(pid, NULL, 0), pid);
    daemon_expect_dead(daemon_read("daemon"));
}

/* The first process that this one started, or 0. */
static pid_t child_of(pid_t pid)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%ld/task/%ld/children", (long)pid, (long)pid);
    return daemon_read(path);
}

Test(guard, what_it_had_ends_too_when_it_is_killed)
{
    int status;
    pid_t pid = start_guarded();
    kill(child_of(pid), SIGKILL);
    cr_assert_eq(waitpid(pid, &status, 0), pid);
    cr_expect_eq(WEXITSTATUS(status), 1);
    cr_expect_not(daemon_is_alive(daemon_read("daemon")), "it is over before we are told");
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
