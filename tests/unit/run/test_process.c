/* What tooling/run/process.h promises of one process; test_group.c has what it starts. */
#include "run/process.h"

#include "support/scratch.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void make_scratch(void)
{
    scratch_make();
    cr_assert_eq(setenv("PATH", "/usr/bin:/bin", 1), 0); /* folders that anybody may search */
}

TestSuite(process, .timeout = 30, .init = make_scratch, .fini = scratch_remove);

static void expect_end(struct process_result result, enum process_end end, int code,
                       const char *what)
{
    cr_expect_eq(result.end, end, "%s: end %d", what, (int)result.end);
    cr_expect_eq(result.code, code, "%s: code %d", what, result.code);
}

static void expect_text(const char *path, const char *text)
{
    scratch_expect(path, bytes_from_string(text));
}

Test(process, is_told_apart_by_how_it_ends)
{
    static const struct {
        const char *script;
        enum process_end end;
        int code;
    } rows[] = {
        {"exit 0", PROCESS_EXITED, 0},
        {"exit 7", PROCESS_EXITED, 7},
        {"exit 255", PROCESS_EXITED, 255},
        {"kill -s SEGV $$", PROCESS_SIGNALLED, SIGSEGV},
        {"kill -s ABRT $$", PROCESS_SIGNALLED, SIGABRT},
        {"kill -s TERM $$", PROCESS_SIGNALLED, SIGTERM},
        {"kill -s KILL $$", PROCESS_SIGNALLED, SIGKILL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct process_request request = scratch_request(SHELL(rows[i].script));
        expect_end(process_run(&request), rows[i].end, rows[i].code, rows[i].script);
    }
}

Test(process, that_cannot_be_started_tells_the_reason)
{
    static const struct {
        const char *program, *input, *output, *errors;
        int reason;
    } rows[] = {
        {"no-such-program", NULL, NULL, NULL, ENOENT},
        {"/dev/null", NULL, NULL, NULL, EACCES},
        {"true", "missing", NULL, NULL, ENOENT},
        {"true", NULL, "no/folder", NULL, ENOENT},
        {"true", NULL, ".", NULL, EISDIR},
        {"true", NULL, NULL, "no/folder", ENOENT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const words[] = {rows[i].program, NULL};
        struct process_request request = scratch_request(words);
        request.input = rows[i].input;
        request.output = rows[i].output;
        request.errors = rows[i].errors;
        struct process process = process_start(&request);
        cr_expect_eq(process.pid, 0, "row %zu", i);
        expect_end(process_wait(&process), PROCESS_NOT_STARTED, rows[i].reason, rows[i].program);
    }
}

Test(process, that_there_are_no_descriptors_for_is_not_started)
{
    struct rlimit before;
    struct process_request request = scratch_request(SHELL("exit 0"));
    cr_assert_eq(getrlimit(RLIMIT_NOFILE, &before), 0);
    const struct rlimit none = {.rlim_cur = 0, .rlim_max = before.rlim_max};
    cr_assert_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
    struct process_result result = process_run(&request);
    cr_assert_eq(setrlimit(RLIMIT_NOFILE, &before), 0);
    expect_end(result, PROCESS_NOT_STARTED, EMFILE, "no descriptors");
}

static int next_descriptor(void)
{
    int next = open("/dev/null", O_RDONLY);
    cr_assert_geq(next, 0);
    close(next);
    return next;
}

Test(process, leaves_no_descriptor_and_no_zombie)
{
    static const char *const missing[] = {"no-such-program", NULL};
    const int next = next_descriptor();
    struct process_request requests[] = {scratch_request(SHELL("exit 0")), scratch_request(missing),
                                         scratch_request(SHELL("sleep 60"))};
    requests[2].limits.wall_seconds = 0;
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        process_run(&requests[i]);
        cr_expect_eq(next_descriptor(), next, "request %zu", i);
        cr_expect_eq(waitpid(-1, NULL, WNOHANG), -1, "request %zu", i);
    }
}

Test(process, reads_and_writes_the_files_it_is_given)
{
    scratch_write("in put", bytes_from_string("hello\n"));
    scratch_write("out", bytes_from_string("what was there before, and longer"));
    struct process_request request = scratch_request(SHELL("cat; echo oops >&2"));
    request.input = "in put";
    expect_end(process_run(&request), PROCESS_EXITED, 0, "cat");
    expect_text("out", "hello\n");
    expect_text("err", "oops\n");
}

Test(process, reads_nothing_and_writes_nowhere_by_default)
{
    struct process_request request = scratch_request(SHELL("cat; echo out; echo err >&2"));
    request.output = NULL;
    request.errors = NULL;
    expect_end(process_run(&request), PROCESS_EXITED, 0, "cat");
    cr_expect_eq(scratch_count("."), 0);
}

/* As under `check >&-`: the descriptors that we open may then be the standard ones. */
Test(process, is_the_same_where_our_own_standard_files_are_closed)
{
    static const char *const missing[] = {"no-such-program", NULL};
    struct process_request found = scratch_request(SHELL("cat; echo oops >&2"));
    struct process_request not_found = scratch_request(missing);
    scratch_write("in", bytes_from_string("hello\n"));
    found.input = "in";
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        close(fd);
    struct process_result results[] = {process_run(&found), process_run(&not_found)};
    expect_end(results[0], PROCESS_EXITED, 0, "cat");
    expect_end(results[1], PROCESS_NOT_STARTED, ENOENT, "no such program");
}

Test(process, has_our_environment_and_what_is_added)
{
    static const char *const added[] = {"ADDED=1 2", "CHANGED=new", NULL};
    struct process_request request = scratch_request(SHELL("echo \"$OURS|$CHANGED|$ADDED\""));
    cr_assert_eq(setenv("OURS", "ours", 1), 0);
    cr_assert_eq(setenv("CHANGED", "old", 1), 0);
    request.environment = added;
    expect_end(process_run(&request), PROCESS_EXITED, 0, "echo");
    expect_text("out", "ours|new|1 2\n");
    cr_expect_str_eq(getenv("CHANGED"), "old");
    cr_expect_null(getenv("ADDED"));
}

/* Signals that we ignore or block are its own business again. */
Test(process, has_signals_as_a_program_expects_them)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
    sigset_t all;
    sigfillset(&all);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        char script[32];
        signal(signals[i], SIG_IGN);
        sigprocmask(SIG_BLOCK, &all, NULL);
        snprintf(script, sizeof script, "kill -s %d $$", signals[i]);
        struct process_request request = scratch_request(SHELL(script));
        expect_end(process_run(&request), PROCESS_SIGNALLED, signals[i], script);
    }
}

Test(process, finds_the_programs_of_path_and_no_others)
{
    cr_expect(process_finds("sh"));
    cr_expect_not(process_finds("no-such-program"));
    cr_assert_eq(setenv("PATH", "", 1), 0);
    cr_expect_not(process_finds("sh"));
    cr_assert_eq(setenv("PATH", "/no/such/folder:/bin", 1), 0);
    cr_expect(process_finds("sh"));
    cr_assert_eq(unsetenv("PATH"), 0);
    cr_expect_not(process_finds("sh"));
}
