/* What tooling/classroom/submission.h promises. */
#include "classroom/submission.h"

#include "support/scratch.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

TestSuite(submission, .timeout = 30, .init = scratch_make, .fini = scratch_remove);

#define FIRST "1-algo-one"

/* Made by a shell in an empty folder "in"; what is found as the first stage, or why nothing is. */
struct row {
    const char *make;
    bool only;
    const char *found, *why;
};

static void expect_row(const struct row *row)
{
    char path[SUBMISSION_PATH_SIZE];
    struct error why = {0};
    cr_assert_eq(system("rm -rf in && mkdir in"), 0);
    cr_assert_eq(system(row->make), 0, "%s", row->make);
    bool found = submission_find("in", course_stages, row->only, path, &why);
    cr_expect_eq(found, row->found != NULL, "%s: %s", row->make, why.text);
    if (row->found != NULL)
        cr_expect_str_eq(path, row->found, "%s", row->make);
    else
        cr_expect_str_eq(why.text, row->why, "%s:\n     got %s\nexpected %s", row->make, why.text,
                         row->why);
}

Test(submission, has_one_file_for_a_stage_or_says_why_not)
{
    static const struct row rows[] = {
        {"touch in/algo_one.c", true, "in/algo_one.c", NULL},
        {"touch in/algo_one.c in/a.c; mkdir in/b", true, "in/algo_one.c", NULL},
        {"mkdir in/" FIRST "; touch in/" FIRST "/algo_one.c", true, "in/" FIRST "/algo_one.c",
         NULL},
        {"mkdir in/" FIRST "; touch in/algo_one.c in/" FIRST "/algo_one.c", false,
         "in/" FIRST "/algo_one.c", NULL},
        {"mkdir -p in/stages/" FIRST "; touch in/stages/" FIRST "/algo_one.c", true,
         "in/stages/" FIRST "/algo_one.c", NULL},
        {"mkdir -p in/stages/" FIRST "; touch in/stages/" FIRST "/algo_one.c", false,
         "in/stages/" FIRST "/algo_one.c", NULL},
        {"true", true, NULL, "there is no file: expected algo_one.c, got nothing"},
        {"true", false, NULL, "there is no file: expected " FIRST "/algo_one.c, got nothing"},
        {"rmdir in", true, NULL,
         "there is no file: expected algo_one.c, got no folder that can be read"},
        {"touch in/algo_one.c", false, NULL,
         "there is no file: expected " FIRST "/algo_one.c, got \"algo_one.c\""},
        {"touch in/d in/c in/b in/a in/.e", true, NULL,
         "there is no file: expected algo_one.c, got \".e\", \"a\", \"b\" and 2 more"},
        {"touch \"in/$(printf 'x\\ny\\033\\377\\\\\"')\"", true, NULL,
         "there is no file: expected algo_one.c, got \"x\\ny\\x1b\\xff\\\\\\\"\""},
        {"touch in/$(printf '%0200d' 1)", true, NULL,
         "there is no file: expected algo_one.c, got "
         "\"000000000000000000000000000000000000000000000000000000000000...\" (200 bytes)"},
        {"mkdir in/" FIRST "; touch in/algo_one.c in/" FIRST "/algo_one.c", true, NULL,
         "there are two files, " FIRST "/algo_one.c and algo_one.c: expected one"},
        {"mkdir -p in/" FIRST " in/stages; cp -R in/" FIRST " in/stages;"
         " touch in/" FIRST "/algo_one.c in/stages/" FIRST "/algo_one.c",
         false, NULL,
         "there are two files, " FIRST "/algo_one.c and stages/" FIRST "/algo_one.c: expected one"},
        {"mkdir in/algo_one.c", true, NULL, "algo_one.c is no regular file"},
        {"mkfifo in/algo_one.c", true, NULL, "algo_one.c is no regular file"},
        {"ln -s nowhere in/algo_one.c", true, NULL, "algo_one.c is no regular file"},
        {"touch in/a.c; ln -s a.c in/algo_one.c", true, NULL, "algo_one.c is no regular file"},
        {"mkdir -p out; touch out/algo_one.c; ln -s ../out in/" FIRST, true, NULL,
         FIRST "/algo_one.c is no regular file"},
        {"mkdir in2; touch in2/algo_one.c; ln -s ../in2 in/" FIRST, true, NULL,
         FIRST "/algo_one.c is no regular file"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_row(&rows[i]);
}

/* The folder itself may be reached by a link: it is ours. */
Test(submission, may_lie_behind_a_link)
{
    char path[SUBMISSION_PATH_SIZE];
    struct error why = {0};
    cr_assert_eq(system("mkdir real && touch real/algo_one.c && ln -s real in"), 0);
    cr_expect(submission_find("in", course_stages, true, path, &why), "%s", why.text);
    cr_expect_str_eq(path, "in/algo_one.c");
}
