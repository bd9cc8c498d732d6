/* What tooling/course/subject.h promises. */
#include "course/subject.h"

#include "base/files.h"
#include "support/scratch.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(subject, .timeout = 10, .init = scratch_make, .fini = scratch_remove);

Test(subject, is_the_learners_file_the_solution_or_any_other)
{
    static const struct {
        struct subject_request request;
        const char *file, *label;
    } rows[] = {
        {{.stage = "2"}, "stages/2-remove-interface-call/algo_one.c", "stage-2"},
        {{.stage = "2", .solution = "1"},
         "solutions/2-remove-interface-call/algo_one.c",
         "solution-2"},
        {{.stage = "4", .file = "a b.c"}, "a b.c", "stage-4"},
        {{.stage = "4", .file = "a.c", .solution = "1"}, "a.c", "solution-4"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error;
        struct subject subject;
        cr_assert(subject_find(&rows[i].request, &subject, &error), "%s", error.text);
        cr_expect_str_eq(subject.file, rows[i].file);
        cr_expect_str_eq(subject.label, rows[i].label);
        cr_expect_eq(subject.stage, course_find(rows[i].request.stage));
    }
}

Test(subject, of_no_stage_is_refused_with_the_verb_as_it_is_typed)
{
    static const struct {
        const char *stage, *error;
    } rows[] = {
        {NULL, "Which stage? expected a number from 1 to 5, as in: make profile 1"},
        {"9", "There is no stage \"9\": expected a number from 1 to 5, as in: make profile 1"},
        {"01", "There is no stage \"01\": expected a number from 1 to 5, as in: make profile 1"},
        {"1 2", "There is no stage \"1 2\": expected a number from 1 to 5, as in: make profile 1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        struct subject subject;
        const struct subject_request request = {.verb = "profile", .stage = rows[i].stage};
        cr_expect_not(subject_find(&request, &subject, &error));
        cr_expect_str_eq(error.text, rows[i].error);
    }
}

Test(subject, is_checked_by_a_command_that_can_be_typed)
{
    static const struct {
        struct subject_request request;
        const char *command;
    } rows[] = {
        {{.stage = "2"}, "make check-stage 2"},
        {{.stage = "2", .solution = "1"}, "make check-solution 2"},
        {{.stage = "4", .file = "x.c"}, "make check-stage 4 FILE=x.c"},
        {{.stage = "4", .file = "a b.c"}, "make check-stage 4 FILE='a b.c'"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error;
        struct subject subject;
        struct buffer text = buffer_bounded(SIZE_MAX);
        cr_assert(subject_find(&rows[i].request, &subject, &error), "%s", error.text);
        subject_add_check(&subject, &text);
        cr_assert_eq(buffer_write_byte(&text, '\0'), STREAM_OK);
        cr_expect_str_eq((const char *)text.at, rows[i].command);
        buffer_dispose(&text);
    }
}

/* Stage 2 starts with the solution of stage 1, but for the first line, which says whose it is. */
Test(subject, is_untouched_where_it_is_the_start_file)
{
    static const struct {
        const char *text; /* NULL: there is no such file */
        bool untouched;
    } rows[] = {
        {"/* Stage 2: x. See README.md. */\nint x;\n", true},
        {"/* Solution 1: x. See WHY.md. */\nint x;\n", false},
        {"/* mine */\nint x;\n", false},
        {"/* Stage 2: x. See README.md. */\nint y;\n", false},
        {"/* Stage 2: x. See README.md. */\nint x;\n\n", false},
        {"/* Stage 2: x. See README.md. */", false},
        {"", false},
        {NULL, false},
    };
    struct error error;
    cr_assert(folder_make("solutions/1-algo-one", &error), "%s", error.text);
    scratch_write("solutions/1-algo-one/algo_one.c",
                  bytes_from_string("/* Solution 1: x. See WHY.md. */\nint x;\n"));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].text != NULL)
            scratch_write("own.c", bytes_from_string(rows[i].text));
        else
            cr_assert_eq(unlink("own.c"), 0);
        cr_expect_eq(subject_is_untouched(&course_stages[1], "own.c"), rows[i].untouched, "row %zu",
                     i);
    }
}

Test(subject, with_too_long_a_path_is_refused)
{
    char *path = malloc(SUBJECT_PATH_SIZE + 1);
    struct error error = {0};
    struct subject subject;
    cr_assert_not_null(path);
    memset(path, 'a', SUBJECT_PATH_SIZE);
    path[SUBJECT_PATH_SIZE] = '\0';
    cr_expect_not(
        subject_find(&(struct subject_request){.stage = "1", .file = path}, &subject, &error));
    cr_expect_str_eq(error.text, "FILE is too long a path");
    free(path);
}

Test(subject, is_readable_where_a_compiler_can_be_given_it)
{
    static const struct {
        const char *path, *error; /* NULL: it is readable */
    } rows[] = {
        {"good.c", NULL},
        {"missing.c", "missing.c does not exist"},
        {"folder", "folder is a folder: expected a C file"},
        {"/dev/null", "/dev/null is not a regular file"},
        {"empty.c", "empty.c is empty: expected a C file"},
        {"large.c", "large.c is larger than 1 MiB: expected a C file"},
        {"good.c/x", "good.c/x Not a directory"},
    };
    static unsigned char large[(1 << 20) + 1];
    scratch_write("good.c", bytes_from_string("int x;\n"));
    scratch_write("empty.c", bytes_of("", 0));
    scratch_write("large.c", bytes_of(large, sizeof large));
    cr_assert_eq(mkdir("folder", 0755), 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        cr_expect_eq(subject_is_readable(rows[i].path, &error), rows[i].error == NULL, "%s",
                     rows[i].path);
        cr_expect_str_eq(error.text, rows[i].error == NULL ? "" : rows[i].error);
    }
}
