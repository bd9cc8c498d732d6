/*
 * A fresh checkout, at a path with spaces, works with nothing built before, whatever editors and
 * settings of other tools there are.
 */
#include "base/files.h"
#include "check_test_config.h" /* made by CMake: where the check is */
#include "results/result.h"
#include "run/process.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct process_limits limits = {
    .cpu_seconds = 200, .wall_seconds = 250, .file_bytes = (uint64_t)1 << 30};

static int run(const char *command)
{
    const char *const words[] = {"sh", "-c", command, NULL};
    struct process_result result = process_run(&(struct process_request){
        .arguments = words, .output = "said.txt", .errors = "complained.txt", .limits = limits});
    cr_assert_eq(result.end, PROCESS_EXITED);
    return result.code;
}

static struct buffer read_file(const char *path)
{
    struct error error;
    struct buffer text = buffer_bounded(SIZE_MAX);
    cr_assert(file_read(path, &text, &error), "%s", error.text);
    cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
    return text;
}

static void expect_said(const char *path, const char *part)
{
    struct buffer text = read_file(path);
    cr_expect_not_null(strstr((const char *)text.at, part), "%s: expected \"%s\" in \"%s\"", path,
                       part, (const char *)text.at);
    buffer_dispose(&text);
}

Test(checkout, works_at_a_path_with_spaces, .timeout = 280)
{
    char folder[] = "/tmp/a check out-XXXXXX";
    struct error error;
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(setenv("FROM", CHECK_ROOT, 1), 0);
    unsetenv("BXFI_MAP"); /* Criterion's: see checking.c */
    unsetenv("MAKEFLAGS");
    unsetenv("TREE");
    cr_assert_eq(chdir(folder), 0);
    cr_assert_eq(run("tar -C \"$FROM\" --exclude=./build --exclude=./.git "
                     "--exclude='./.progress.*' -cf - . | tar -xf -"),
                 0);
    /* What Emacs keeps beside a file that is being edited, and what a person has set for tools. */
    cr_assert_eq(run("ln -s user@host.1:2 stages/1-algo-one/.#algo_one.c; mkdir home;"
                     " echo --no-such-option >home/.valgrindrc; echo --nonsense >home/.ctags"),
                 0);
    cr_assert_eq(setenv("HOME", "home", 1), 0);

    cr_expect_eq(run("make check-solution 4"), 0);
    expect_said("complained.txt", "The first build of the workbook's own programs: about a minute");
    expect_said("said.txt", "\npass\n");
    cr_expect_eq(run("make predict 1 ALLOCS=2 BYTES='$(no)'"), 2);
    expect_said("complained.txt", "BYTES=\"$(no)\": expected a whole number from 0 to");
    cr_expect_eq(run("make predict 1 ALLOCS=2 BYTES=50"), 0);
    cr_expect_eq(run("make check-stage-1"), 2, "make's own status for a recipe that failed");
    expect_said("said.txt", "\nnot-yet: heap\n");
    expect_said("said.txt", "You predicted  2 allocs/op, 50 B/op\n");
    expect_said("build/results/stage-1.json", "\"not-yet\"");
    expect_said("build/results/stage-1.xml", "<testsuite name=\"1-algo-one\"");
    cr_expect_eq(run("printf 'an elvis' | build/probe-1 elvis Elvis"), 0);
    expect_said("said.txt", "an Elvis");
    cr_expect_eq(run("make hint stages/1-algo-one/"), 0);
    expect_said("said.txt", "Hint 1 of 3 for stage 1\n");
    cr_expect_eq(run("make solution 1 ANYWAY=1"), 0);
    expect_said("said.txt", "$ git diff --no-index stages/1-algo-one/algo_one.c");
    cr_expect_eq(run("echo >>stages/1-algo-one/algo_one.c; make reset-stage 1 YES=1"), 0);
    expect_said("said.txt", "Yours is saved: stages/1-algo-one/algo_one.c.");
    cr_expect_eq(run("make progress"), 0);
    expect_said("said.txt", "1-algo-one              started over                      2      53");
    cr_expect_neq(run("make check-stage two"), 0);
    expect_said("complained.txt", "There is no stage \"two\"");
    cr_expect_neq(run("make check-stage 1 FILE='$(no) such \"file\".c'"), 0);
    expect_said("complained.txt", "$(no) such \"file\".c does not exist");
    cr_expect_eq(run("make clean"), 0);
    cr_expect_neq(access("build", F_OK), 0);

    cr_assert_eq(chdir("/"), 0);
    cr_expect(folder_remove(folder, &error), "%s", error.text);
}
