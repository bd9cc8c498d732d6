/* What tooling/measure/workdir.h promises. */
#include "measure/workdir.h"

#include "measure/run_ops.h"
#include "support/scratch.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

TestSuite(measure, .timeout = 60, .init = scratch_make, .fini = scratch_remove);

static char shown[8192]; /* the command lines, each with its end */

static void show(const char *line)
{
    strncat(shown, line, sizeof shown - strlen(shown) - 2);
    strcat(shown, "\n");
}

static struct subject subject_of(const char *file)
{
    struct subject subject = {.stage = &course_stages[0], .label = "stage-1"};
    snprintf(subject.file, sizeof subject.file, "%s", file);
    return subject;
}

static bool open_place(const struct subject *subject, struct workdir *place, struct error *error)
{
    const struct measure_request request = {
        .subject = subject, .verb = "verb", .into = "out", .show = show};
    shown[0] = '\0';
    return workdir_open(&request, place, error);
}

#define SOLUTION PROJECT_ROOT "/solutions/4-cpu-hotspot/algo_one.c"

/* A place for a file that compiles. */
static struct workdir a_place(struct subject *subject)
{
    struct error error = {0};
    struct workdir place;
    *subject = subject_of(SOLUTION);
    cr_assert(open_place(subject, &place, &error), "%s", error.text);
    return place;
}

Test(measure, a_place_is_a_folder_that_one_process_has)
{
    struct subject subject;
    struct workdir place = a_place(&subject);
    cr_expect_str_eq(place.folder, "out/verb/stage-1");
    int other = open("out/verb/stage-1/.lock", O_RDWR);
    cr_expect_neq(flock(other, LOCK_EX | LOCK_NB), 0);
    workdir_close(&place);
    cr_expect_eq(flock(other, LOCK_EX | LOCK_NB), 0);
    close(other);
}

Test(measure, a_file_that_is_not_there_has_no_place)
{
    struct error error = {0};
    struct workdir place;
    struct subject subject = subject_of("missing.c");
    cr_expect_not(open_place(&subject, &place, &error));
    cr_expect_str_eq(error.text, "missing.c does not exist");
    cr_expect_neq(access("out", F_OK), 0, "nothing was made");
    workdir_close(&place);
}

Test(measure, a_build_says_in_one_line_why_it_failed)
{
    static const struct {
        const char *text, *error;
    } rows[] = {
        {"int x = ;\n", "it does not compile: a.c:1:9: error: "},
        {"int used(void);\nint algo_two(void) { return used(); }\n",
         "it compiles, but cannot be linked: "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        struct workdir place;
        struct subject subject = subject_of("a.c");
        scratch_write("a.c", bytes_from_string(rows[i].text));
        cr_assert(open_place(&subject, &place, &error), "%s", error.text);
        cr_expect_not(workdir_build(&place, &error));
        cr_expect_eq(strncmp(error.text, rows[i].error, strlen(rows[i].error)), 0, "%s",
                     error.text);
        cr_expect_null(strchr(error.text, '\n'));
        workdir_close(&place);
    }
}

Test(measure, a_command_is_shown_as_it_can_be_typed_and_leaves_what_it_says)
{
    static const char *const words[] = {"sh", "-c", "echo out; echo err >&2", NULL};
    struct error error = {0};
    struct subject subject;
    struct workdir place = a_place(&subject);
    cr_expect(workdir_run(&place, words, "it", &error), "%s", error.text);
    cr_expect_str_eq(shown, "sh -c 'echo out; echo err >&2'\n");
    scratch_expect("out/verb/stage-1/it.stdout", bytes_from_string("out\n"));
    scratch_expect("out/verb/stage-1/it.stderr", bytes_from_string("err\n"));
    workdir_close(&place);
}

Test(measure, a_command_that_fails_says_why_in_one_line)
{
    static const struct {
        const char *words[4];
        const char *error;
    } rows[] = {
        {{"no-such-tool", "x"}, "no-such-tool is not installed. To install it: tooling/setup"},
        {{"/"}, "/ cannot be started: Permission denied"},
        {{"sh", "-c", "echo 1; echo an error: 2 >&2; exit 3"}, "sh: an error: 2"},
        {{"sh", "-c", "echo a >&2; echo b >&2; exit 3"}, "sh: a"},
        {{"sh", "-c", "exit 3"}, "sh: "},
        {{"sh", "-c", "kill -9 $$"}, "sh failed"},
    };
    struct subject subject;
    struct workdir place = a_place(&subject);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        cr_expect_not(workdir_run(&place, rows[i].words, "it", &error));
        cr_expect_str_eq(error.text, rows[i].error);
    }
    workdir_close(&place);
}

static bool run_ops(struct workdir *place, struct error *error)
{
    return workdir_run_ops(
        place,
        &(struct ops_run){.tool = TOOL_DHAT, .probe = place->build.probe, .ops = 7, .room = 4096},
        error);
}

Test(measure, ops_run_under_a_tool_that_leaves_its_file)
{
    struct error error = {0};
    struct buffer text = buffer_bounded(SIZE_MAX);
    struct subject subject;
    struct workdir place = a_place(&subject);
    cr_assert(workdir_build(&place, &error), "%s", error.text);
    cr_expect(run_ops(&place, &error), "%s", error.text);
    cr_expect_str_eq(shown, "valgrind -q --tool=dhat --vgdb=no --num-callers=24 "
                            "--dhat-out-file=out/verb/stage-1/dhat.out \\\n"
                            "      out/verb/stage-1/probe --ops 7 out/verb/stage-1/talk.case "
                            "done\n");
    cr_expect(workdir_read(&place, "dhat.out", &text, &error), "%s", error.text);
    cr_expect_gt(text.len, 100);
    buffer_dispose(&text);
    workdir_close(&place);
}

/* What an earlier run left must not pass for this one's. */
Test(measure, ops_that_do_not_come_to_their_end_are_none)
{
    struct error error = {0};
    struct workdir place;
    struct subject subject = subject_of(PROJECT_ROOT "/tests/verbs/ends_the_program.c");
    cr_assert(open_place(&subject, &place, &error), "%s", error.text);
    scratch_write("out/verb/stage-1/dhat.stdout", bytes_from_string("done"));
    cr_assert(workdir_build(&place, &error), "%s", error.text);
    cr_expect_not(run_ops(&place, &error));
    cr_expect_str_eq(error.text, "the program did not come to its end under valgrind. "
                                 "make check-stage 1 FILE=" PROJECT_ROOT
                                 "/tests/verbs/ends_the_program.c says why");
    workdir_close(&place);
}
