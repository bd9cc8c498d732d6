/* tests/documents/run: what it started ends when it is stopped. */
#include "support/daemon.h"
#include "support/scratch.h"
#include "verbs/learning.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* A checkout with a document whose command goes on for ever, outside of its process group. */
static void make_checkout(void)
{
    learner_make();
    cr_assert_eq(setenv("OUT", scratch_folder(), 1), 0);
    unsetenv("BXFI_MAP"); /* Criterion's */
    learner_do("mkdir -p tests/documents && cp \"$FROM/tests/documents/run\" tests/documents &&"
               " printf '    make -f wait.mk\\n' >X.md &&"
               " printf 'wait:\\n\\t@pwd >\"$$OUT/folder\"; setsid --wait sh -c "
               "\"echo \\\\$$\\\\$$ >\\\\$$OUT/daemon; exec sleep 1000\"\\n' >wait.mk");
}

TestSuite(documents_stop, .timeout = 100, .init = make_checkout, .fini = learner_remove);

/* Sends the signal to what runs X.md, and gives back how that ended. */
static struct process_result stop_by(int number, pid_t *daemon)
{
    struct process_request request =
        scratch_request((const char *const[]){"tests/documents/run", DOCUMENTS, "X.md", NULL});
    request.limits.wall_seconds = 20;
    unlink("daemon");
    struct process process = process_start(&request);
    cr_assert_gt(process.pid, 0);
    *daemon = daemon_await("daemon");
    kill(process.pid, number);
    return process_wait(&process);
}

/* The scratch copy that the document was run in goes, too. */
Test(documents_stop, ends_all_when_it_is_told_to)
{
    static const struct {
        int signal, code;
    } rows[] = {{SIGTERM, 143}, {SIGHUP, 143}, {SIGINT, 130}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pid_t daemon;
        struct process_result result = stop_by(rows[i].signal, &daemon);
        cr_expect_eq(result.end, PROCESS_EXITED);
        cr_expect_eq(result.code, rows[i].code);
        cr_expect_not(daemon_is_alive(daemon), "it must have ended before the script does");
        learner_do("test -s folder && ! test -e \"$(cat folder)\"");
    }
}

/* Only the script is killed: nobody else kills what is in its group. */
Test(documents_stop, ends_all_when_it_is_killed)
{
    pid_t script = fork();
    cr_assert_geq(script, 0);
    if (script == 0) {
        setsid();
        execl("tests/documents/run", "run", DOCUMENTS, "X.md", (char *)NULL);
        _exit(127);
    }
    pid_t daemon = daemon_await("daemon");
    kill(script, SIGKILL);
    cr_assert_eq(waitpid(script, NULL, 0), script);
    daemon_expect_dead(daemon);
    learner_do("rm -r \"$(cat folder)\"");
}
