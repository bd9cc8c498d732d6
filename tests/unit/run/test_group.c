/* What tooling/run/process.h promises of all that a process started, and of interrupts. */
#include "run/process.h"

#include "support/scratch.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

TestSuite(group, .timeout = 30, .init = scratch_make, .fini = scratch_remove);

/* A pipe that all processes inherit which are started from here on: it closes with the last. */
struct leash {
    int read_end, write_end;
};

static struct leash leash_make(void)
{
    int ends[2];
    cr_assert_eq(pipe(ends), 0);
    return (struct leash){ends[0], ends[1]};
}

static bool all_are_gone(struct leash leash, int milliseconds)
{
    struct pollfd held = {.fd = leash.read_end, .events = POLLIN};
    close(leash.write_end);
    return poll(&held, 1, milliseconds) == 1 && (held.revents & POLLHUP) != 0;
}

enum { SOON = 10000, NOW = 0 }; /* ms */

/* Grandchildren that outlive the child, or that it waits for. */
#define BACKGROUND "sleep 60 & sh -c 'sleep 60 & sleep 60' & "

Test(group, goes_with_its_leader_however_that_ends)
{
    static const struct {
        const char *script;
        unsigned wall_seconds;
        enum process_end end;
    } rows[] = {
        {BACKGROUND "exit 0", 60, PROCESS_EXITED},
        {BACKGROUND "kill -s KILL $$", 60, PROCESS_SIGNALLED},
        {BACKGROUND "wait", 0, PROCESS_WALL_LIMIT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct leash leash = leash_make();
        struct process_request request = scratch_request(SHELL(rows[i].script));
        request.limits.wall_seconds = rows[i].wall_seconds;
        cr_expect_eq(process_run(&request).end, rows[i].end, "%s", rows[i].script);
        cr_expect(all_are_gone(leash, SOON), "%s", rows[i].script);
        close(leash.read_end);
    }
}

/* Two groups do not know of each other. */
Test(group, goes_alone)
{
    struct process_request waits = scratch_request(SHELL("sleep 60"));
    struct process_request ends = scratch_request(SHELL("exit 0"));
    struct leash leash = leash_make();
    struct process process = process_start(&waits);
    process_run(&ends);
    cr_expect_not(all_are_gone(leash, NOW));
    process.limits.wall_seconds = 0;
    process_wait(&process);
    cr_expect(all_are_gone((struct leash){leash.read_end, -1}, SOON));
}

/* Starts a process with a child, and is killed before it could wait for it. */
static void start_and_be_killed(void)
{
    struct process_request request = scratch_request(SHELL("exec sleep 60"));
    process_start(&request);
    raise(SIGKILL);
}

/* Forks, without process_start, a process that says how long it wants to live. */
static void fork_and_be_killed(void)
{
    int ready[2];
    char byte;
    if (pipe(ready) == 0 && fork() == 0) {
        process_die_with_parent();
        (void)!write(ready[1], "x", 1);
        pause();
        _exit(1);
    }
    (void)!read(ready[0], &byte, 1);
    raise(SIGKILL);
}

Test(group, dies_with_whoever_started_it)
{
    void (*const parents[])(void) = {start_and_be_killed, fork_and_be_killed};
    for (size_t i = 0; i < sizeof parents / sizeof *parents; i++) {
        struct leash leash = leash_make();
        int status;
        pid_t parent = fork();
        if (parent == 0)
            parents[i]();
        cr_assert_eq(waitpid(parent, &status, 0), parent);
        cr_expect_eq(WTERMSIG(status), SIGKILL);
        cr_expect(all_are_gone(leash, SOON), "parent %zu", i);
        close(leash.read_end);
    }
}

ParameterizedTestParameters(group, ends_when_we_are_interrupted)
{
    static int signals[] = {SIGINT, SIGTERM, SIGHUP};
    return cr_make_param_array(int, signals, sizeof signals / sizeof *signals);
}

/* The process itself sends us the signal, so it comes while we wait. */
ParameterizedTest(int *number, group, ends_when_we_are_interrupted, .timeout = 30)
{
    char script[128];
    struct leash leash = leash_make();
    snprintf(script, sizeof script, BACKGROUND "kill -s %d $PPID; wait", *number);
    struct process_request request = scratch_request(SHELL(script));
    process_catch_interrupts();
    cr_assert_not(process_was_interrupted());
    cr_expect_eq(process_run(&request).end, PROCESS_INTERRUPTED);
    cr_expect(process_was_interrupted());
    cr_expect(all_are_gone(leash, SOON));

    /* And from now on nothing is waited for. */
    cr_expect_eq(process_run(&request).end, PROCESS_INTERRUPTED);
}
