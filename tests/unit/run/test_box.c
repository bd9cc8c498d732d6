/* What tooling/run/box.h promises of what runs in a box. */
#include "run/box.h"

#include "base/files.h"
#include "support/needs_box.h"
#include "support/scratch.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void make_scratch(void)
{
    needs_box();
    scratch_make();
}

TestSuite(box, .timeout = 60, .init = make_scratch, .fini = scratch_remove);

static const char *const nothing[] = {NULL};

/* Runs a script in a box that holds "given" for reading and "mine" for writing. */
static struct process_result run_in(enum box_kind kind, const char *script, bool starts_others)
{
    struct box box = {.kind = kind,
                      .reads = {"given"},
                      .writes = {"mine"},
                      .status = "status",
                      .starts_others = starts_others};
    scratch_write("given", bytes_from_string("hello\n"));
    scratch_write("mine", bytes_of(NULL, 0));
    scratch_write("others", bytes_from_string("secret\n"));
    struct process_request request = scratch_request(SHELL(script));
    request.environment = nothing;
    struct boxed boxed = box_start(&box, &request);
    return box_wait(&boxed);
}

static struct process_result run(const char *script, bool starts_others)
{
    return run_in(BOX_WHOLE, script, starts_others);
}

/* What a stranger's program may see and do: each line prints what it got. */
Test(box, shows_the_toolchain_and_what_was_given_and_no_more)
{
    static const struct {
        const char *what, *script, *out;
    } rows[] = {
        {"reads what it was given", "read x <given; echo $x", "hello\n"},
        {"reads the toolchain", "[ -x /usr/bin/cc ] && echo yes", "yes\n"},
        {"reads no file beside it", "[ -e others ] || echo no", "no\n"},
        {"reads no list of users", "[ -e /etc/passwd ] || echo no", "no\n"},
        {"reads no home", "[ -e /root ] || [ -e /home ] || echo no", "no\n"},
        {"has no environment but its own", "echo $SECRET$HOME:$PATH", "/:/usr/bin:/bin\n"},
        {"is not root",
         "read x <given; [ -w /usr/bin ] || [ -w /proc/sys/kernel/hostname ] || echo no", "no\n"},
        {"writes to what it was given for that", "echo x >mine && echo done", "done\n"},
        {"writes to a /tmp of its own", "echo x >/tmp/a && read y </tmp/a && echo $y", "x\n"},
        {"does not write to what it reads", "(echo x >given) 2>/dev/null || echo no", "no\n"},
        {"does not write here", "(echo x >new) 2>/dev/null || echo no", "no\n"},
        {"does not write to /dev/shm", "(echo x >/dev/shm/a) 2>/dev/null || echo no", "no\n"},
        {"sees no process but its own",
         "for i in /proc/[0-9]*; do n=x$n; done; [ ${#n} -lt 6 ] && echo few", "few\n"},
        {"reaches no network", "read a </proc/net/route; read b; echo $b", "\n"},
    };
    cr_assert_eq(setenv("SECRET", "secret", 1), 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct process_result result = run(rows[i].script, true);
        cr_expect_eq(result.end, PROCESS_EXITED, "%s", rows[i].what);
        scratch_expect("out", bytes_from_string(rows[i].out));
        scratch_expect("given", bytes_from_string("hello\n"));
        scratch_expect("others", bytes_from_string("secret\n"));
    }
}

Test(box, lets_a_program_start_no_other_unless_it_may)
{
    cr_expect_eq(run("(echo x) && exit 3", true).code, 3);
    cr_expect_neq(run("(echo x) && exit 3", false).code, 3);
    scratch_expect("out", bytes_of(NULL, 0));
}

Test(box, tells_how_a_program_ended)
{
    static const struct {
        const char *script;
        enum process_end end;
        int code;
    } rows[] = {
        {"exit 0", PROCESS_EXITED, 0},
        {"exit 7", PROCESS_EXITED, 7},
        {"kill -s SEGV $$", PROCESS_SIGNALLED, SIGSEGV},
        {"ulimit -S -t 1; while :; do :; done", PROCESS_CPU_LIMIT, SIGXCPU},
        {"trap '' XFSZ; ulimit -f 1; exec cat /usr/bin/cc >/tmp/a 2>/dev/null", PROCESS_EXITED, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct process_result result = run(rows[i].script, false);
        cr_expect_eq(result.end, rows[i].end, "%s: %d", rows[i].script, (int)result.end);
        cr_expect_eq(result.code, rows[i].code, "%s: %d", rows[i].script, result.code);
    }
}

/* A daemon: its parent is gone, and it has a session of its own. */
Test(box, ends_with_all_that_it_started)
{
    cr_expect_eq(run("setsid sh -c 'sleep 2; echo late >mine' & exit 0", true).code, 0);
    sleep(3);
    scratch_expect("mine", bytes_of(NULL, 0));
}

Test(box, ends_when_its_time_is_over)
{
    struct box box = {.kind = BOX_WHOLE, .status = "status", .starts_others = true};
    struct process_request request = scratch_request(SHELL("sleep 60"));
    request.limits.wall_seconds = 1;
    struct boxed boxed = box_start(&box, &request);
    cr_expect_eq(box_wait(&boxed).end, PROCESS_WALL_LIMIT);
}

Test(box, that_cannot_be_made_is_no_fault_of_the_program)
{
    static const struct {
        struct box box;
        const char *program;
        int reason;
    } rows[] = {
        {{.kind = BOX_WHOLE, .reads = {"missing"}, .status = "status"}, "true", EPERM},
        {{.kind = BOX_WHOLE, .writes = {"missing"}, .status = "status"}, "true", ENOENT},
        {{.kind = BOX_WHOLE, .status = "status"}, "no-such-program", ENOENT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const words[] = {rows[i].program, NULL};
        struct process_request request = scratch_request(words);
        struct boxed boxed = box_start(&rows[i].box, &request);
        struct process_result result = box_wait(&boxed);
        cr_expect(geteuid() != 0 && i == 1 ? result.code == EPERM : result.code == rows[i].reason,
                  "row %zu: %d", i, result.code);
        cr_expect_eq(result.end, PROCESS_NOT_STARTED, "row %zu", i);
    }
}

Test(box, is_the_same_without_one)
{
    struct process_request request = scratch_request(SHELL("exit 5"));
    struct box none = {.kind = BOX_NONE};
    struct boxed boxed = box_start(&none, &request);
    cr_expect_eq(box_wait(&boxed).code, 5);
}

Test(box, says_why_there_can_be_none)
{
    struct error error;
    cr_assert_eq(setenv("PATH", "/nowhere", 1), 0);
    cr_expect_not(box_available(&error));
    cr_expect_not_null(strstr(error.text, "cannot make a box on this machine: "), "%s", error.text);
    cr_expect_not_null(strstr(error.text, "tooling/setup"), "%s", error.text);
}

/* What bubblewrap said on Ubuntu 24.04, and in containers of Docker and podman. */
Test(box, says_who_refuses_one_and_where_the_way_out_is)
{
    static const struct {
        const char *says, *means;
    } rows[] = {
        {"bwrap: setting up uid map: Permission denied", "AppArmor refuses it"},
        {"bwrap: loopback: Failed RTM_NEWADDR: Operation not permitted", "AppArmor refuses it"},
        {"bwrap: Can't mount proc on /newroot/proc: Operation not permitted",
         "hides parts of /proc"},
        {"bwrap: No permissions to create new namespace, likely because the kernel does not allow "
         "non-privileged user namespaces. See <https://deb.li/bubblewrap>",
         "lets only root make namespaces"},
        {"bwrap: Creating new namespace failed: Operation not permitted", "lets nobody"},
        {"bwrap: Creating new namespace failed: No space left on device", "max_user_namespaces"},
    };
    cr_assert_eq(setenv("PATH", ".:/usr/bin", 1), 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error;
        char script[512];
        snprintf(script, sizeof script, "#!/bin/sh\necho \"%s\" >&2\nexit 1\n", rows[i].says);
        cr_assert(file_write("bwrap", bytes_from_string(script), &error), "%s", error.text);
        cr_assert_eq(chmod("bwrap", 0755), 0);
        cr_expect_not(box_available(&error));
        cr_expect_not_null(strstr(error.text, rows[i].says), "%s", error.text);
        cr_expect_not_null(strstr(error.text, rows[i].means), "%s", error.text);
        cr_expect_not_null(strstr(error.text, "in GRADING.md"), "%s", error.text);
    }
}

static void become_users(void)
{
    if (geteuid() != 0)
        cr_skip_test("only root can be another user");
    scratch_make();
    cr_assert_eq(chmod(".", 0711), 0);
}

TestSuite(user_box, .timeout = 60, .init = become_users, .fini = scratch_remove);

Test(user_box, lets_a_program_write_to_what_was_given_for_that_and_no_more)
{
    static const struct {
        const char *what, *script, *out;
    } rows[] = {
        {"reads what it was given", "read x <given; echo $x", "hello\n"},
        {"writes to what it was given for that", "echo x >mine && echo done", "done\n"},
        {"does not write to what it reads", "(echo x >given) 2>/dev/null || echo no", "no\n"},
        {"does not write to a file beside it", "(echo x >others) 2>/dev/null || echo no", "no\n"},
        {"does not write here", "(echo x >new) 2>/dev/null || echo no", "no\n"},
        {"does not write to the toolchain", "[ -w /usr/bin ] || echo no", "no\n"},
        {"has no environment but its own", "echo $SECRET$HOME:$PATH", "/:/usr/bin:/bin\n"},
        {"harms not who started it", "kill -0 $PPID 2>/dev/null || echo no", "no\n"},
    };
    cr_assert_eq(setenv("SECRET", "secret", 1), 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(run_in(BOX_USER, rows[i].script, true).end, PROCESS_EXITED, "%s",
                     rows[i].what);
        scratch_expect("out", bytes_from_string(rows[i].out));
        scratch_expect("given", bytes_from_string("hello\n"));
        scratch_expect("others", bytes_from_string("secret\n"));
    }
}

Test(user_box, lets_a_program_start_no_other_unless_it_may)
{
    cr_expect_eq(run_in(BOX_USER, "(echo x) && exit 3", true).code, 3);
    cr_expect_neq(run_in(BOX_USER, "(echo x) && exit 3", false).code, 3);
    scratch_expect("out", bytes_of(NULL, 0));
}

Test(user_box, is_another_user_for_each_program)
{
    struct stat first;
    struct stat second;
    cr_expect_eq(run_in(BOX_USER, "echo x >mine", false).code, 0);
    cr_assert_eq(stat("mine", &first), 0);
    cr_expect_eq(run_in(BOX_USER, "echo x >mine", false).code, 0);
    cr_assert_eq(stat("mine", &second), 0);
    cr_expect_neq(first.st_uid, second.st_uid);
    cr_expect_neq(first.st_uid, geteuid());
}
