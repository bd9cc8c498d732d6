/* What tooling/process/orphans.h promises. */
#include "process/orphans.h"

#include "support/scratch.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

TestSuite(orphans, .timeout = 30, .init = scratch_make, .fini = scratch_remove);

/* Runs a script whose daemons write their numbers to the file "pids", a line each. */
static void run(const char *script)
{
    struct process_request request = scratch_request(SHELL(script));
    struct process_result result = process_run(&request);
    cr_assert(result.end == PROCESS_EXITED && result.code == 0);
}

static size_t count_alive(void)
{
    size_t alive = 0;
    int pid;
    FILE *pids = fopen("pids", "r");
    cr_assert_not_null(pids);
    while (fscanf(pids, "%d", &pid) == 1)
        alive += kill(pid, 0) == 0;
    fclose(pids);
    return alive;
}

Test(orphans, end_with_their_own_however_far_they_have_gone)
{
    static const struct {
        const char *script;
        size_t alive;
    } rows[] = {
        {"setsid sleep 100 & echo $! >pids", 1},
        {"(setsid sh -c 'trap \"\" TERM HUP; echo $$ >>pids; sleep 100 & echo $! >>pids; wait' &);"
         "until [ -e pids ] && [ $(wc -l <pids) = 2 ]; do sleep 0.01; done",
         2},
        {"for i in 1 2 3 4 5 6 7 8 9; do setsid sleep 100 & echo $! >>pids; done", 9},
    };
    cr_assert(orphans_adopt());
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unlink("pids");
        run(rows[i].script);
        cr_expect_eq(count_alive(), rows[i].alive, "row %zu: %zu were alive", i, count_alive());
        cr_expect(orphans_end(), "row %zu", i);
        cr_expect_eq(count_alive(), 0, "row %zu: %zu are alive", i, count_alive());
        cr_expect(waitpid(-1, NULL, 0) < 0 && errno == ECHILD, "row %zu", i);
    }
}

Test(orphans, may_be_none)
{
    cr_assert(orphans_adopt());
    cr_expect(orphans_end());
}
