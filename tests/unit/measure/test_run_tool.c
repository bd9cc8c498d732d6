/* What tooling/measure/run_tool.h and tooling/measure/tools.h promise. */
#include "measure/run_tool.h"

#include "support/scratch.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

TestSuite(run_tool, .timeout = 60, .init = scratch_make, .fini = scratch_remove);

static struct tool_run start(enum tool tool, const char *name, const char *script, const char *mark)
{
    struct error error = {0};
    struct tool_run run;
    const struct tool_request request = {.tool = tool,
                                         .folder = ".",
                                         .name = name,
                                         .words = SHELL(script),
                                         .mark = mark,
                                         .limits = tool_limits};
    cr_assert(tool_start(&request, &run, &error), "%s", error.text);
    return run;
}

Test(run_tool, keeps_what_several_runs_at_once_print)
{
    struct tool_run a = start(TOOL_NATIVE, "a", "sleep 1; echo 1; echo 2 >&2", NULL);
    struct tool_run b = start(TOOL_NATIVE, "b", "echo 3; exit 4", NULL);
    tool_wait(&b);
    tool_wait(&a);
    cr_expect(a.complete);
    cr_expect_not(b.complete);
    cr_expect_eq(b.result.code, 4);
    scratch_expect("a.stdout", bytes_from_string("1\n"));
    scratch_expect("a.stderr", bytes_from_string("2\n"));
    scratch_expect("b.stdout", bytes_from_string("3\n"));
}

/* The mark is the last argument: to a shell's script, $0. */
Test(run_tool, is_complete_if_the_mark_comes_last)
{
    static const struct {
        const char *script;
        bool complete;
        size_t printed;
    } rows[] = {
        {"printf %s $0", true, 0},
        {"printf abc%s $0", true, 3},
        {"printf %sabc $0", false, 0},
        {"printf '%s\n' $0", false, 0},
        {"printf %s $0; exit 1", false, 0},
        {":", false, 0},
        {"printf rk", false, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tool_run run = start(TOOL_NATIVE, "run", rows[i].script, "mark");
        tool_wait(&run);
        cr_expect_eq(run.complete, rows[i].complete, "%s", rows[i].script);
        cr_expect_eq(run.printed, rows[i].printed, "%s", rows[i].script);
    }
}

Test(run_tool, sets_what_a_tool_has_in_its_environment)
{
    struct error error = {0};
    struct buffer text = buffer_bounded(SIZE_MAX);
    struct tool_run run = start(TOOL_SANITIZED, "run", "echo $ASAN_OPTIONS; ulimit -v", NULL);
    tool_wait(&run);
    cr_assert(tool_read(&run, ".stdout", &text, &error), "%s", error.text);
    cr_expect_not_null(memmem(text.at, text.len, "hard_rss_limit_mb=4096", 22));
    cr_expect_not_null(memmem(text.at, text.len, "unlimited", 9), "its memory has no limit");
    buffer_dispose(&text);
}

/* Each way of starting Valgrind is one that it understands, and leaves the files of the table. */
Test(run_tool, has_valgrind_write_the_files_of_the_table, .timeout = 120)
{
    for (int tool = TOOL_MEMCHECK; tool <= TOOL_CALLGRIND_CASES; tool++) {
        struct tool_run run = start((enum tool)tool, "run", ":", NULL);
        tool_wait(&run);
        cr_expect(run.complete, "tool %d", tool);
        cr_expect_str_eq(run.program, "valgrind");
        for (size_t i = 0; i < TOOL_MOST_FILES && tools[tool].files[i].option != NULL; i++) {
            struct error error = {0};
            struct buffer text = buffer_bounded(SIZE_MAX);
            cr_expect(tool_read(&run, tools[tool].files[i].ending, &text, &error), "%s",
                      error.text);
            cr_expect_gt(text.len, 0, "tool %d", tool);
            buffer_dispose(&text);
        }
    }
}

Test(run_tool, leaves_no_file_of_an_earlier_run)
{
    struct error error = {0};
    struct tool_run run;
    const struct tool_request request = {.tool = TOOL_DHAT,
                                         .folder = ".",
                                         .name = "run",
                                         .words = SHELL(":"),
                                         .writes = {"mine"},
                                         .limits = tool_limits};
    scratch_write("run.out", bytes_from_string("earlier"));
    scratch_write("mine", bytes_from_string("earlier"));
    cr_assert_eq(setenv("PATH", "/nowhere", 1), 0);
    cr_assert(tool_start(&request, &run, &error), "%s", error.text);
    tool_wait(&run);
    cr_expect_eq(run.result.end, PROCESS_NOT_STARTED);
    scratch_expect("run.out", bytes_of(NULL, 0));
    scratch_expect("mine", bytes_of(NULL, 0));
}

Test(run_tool, says_that_its_files_cannot_be_made)
{
    char folder[TOOL_PATH_SIZE];
    struct error error = {0};
    struct tool_run run;
    struct tool_request request = {
        .folder = "missing", .name = "run", .words = SHELL(":"), .writes = {"missing/file"}};
    cr_expect_not(tool_start(&request, &run, &error));
    cr_expect_not_null(strstr(error.text, "missing/file"), "%s", error.text);
    memset(folder, 'a', sizeof folder - 1);
    folder[sizeof folder - 1] = '\0';
    request.folder = folder;
    cr_expect_not(tool_start(&request, &run, &error));
    cr_expect_not_null(strstr(error.text, "is too long a path"), "%s", error.text);
}

Test(run_tool, of_a_program_that_is_not_there_says_so_at_the_end)
{
    static const char *const words[] = {"no-such-program", NULL};
    struct error error = {0};
    struct tool_run run;
    const struct tool_request request = {
        .folder = ".", .name = "run", .words = words, .limits = tool_limits};
    cr_assert(tool_start(&request, &run, &error), "%s", error.text);
    tool_wait(&run);
    cr_expect_eq(run.result.end, PROCESS_NOT_STARTED);
    cr_expect_not(process_error(run.result, run.program, &error));
    cr_expect_str_eq(error.text, "no-such-program is not installed. To install it: tooling/setup");
}
