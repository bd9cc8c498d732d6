#include "judge/check_request.h"

#include "base/format.h"
#include "unit/fixture.h"
#include "unit/reader_case.h"

#include <criterion/criterion.h>
#include <string.h>

static bool read_request(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct check_request request;
    bool read = check_request_read(name, text, &request, error);
    *left_empty = request.stage == NULL && request.file == NULL;
    return read;
}

static struct check_request example(void)
{
    return (struct check_request){.stage = &course_stages[1],
                                  .file = "a folder\nof two lines=/algo_one.c",
                                  .label = "stage-2",
                                  .into = "build",
                                  .cache_dir = "",
                                  .seed = UINT64_MAX,
                                  .box = BOX_WHOLE};
}

Test(check_request, is_read_as_it_was_written)
{
    struct check_request written = example(), read;
    struct buffer text = buffer_bounded(SIZE_MAX);
    struct error error;
    check_request_write(&written, &text);
    cr_assert(check_request_read("request", buffer_rest(&text), &read, &error), "%s", error.text);
    cr_expect_eq(read.stage, written.stage);
    cr_expect_str_eq(read.file, written.file);
    cr_expect_str_eq(read.label, written.label);
    cr_expect_str_eq(read.into, written.into);
    cr_expect_str_eq(read.cache_dir, written.cache_dir);
    cr_expect_eq(read.seed, written.seed);
    cr_expect_eq(read.box, written.box);
    buffer_dispose(&text);
}

#define STAGE "stage=2-remove-interface-call\0\n"
#define FILES "file=f.c\0\nlabel=stage-2\0\ninto=build\0\ncache_dir=\0\n"
#define TEXT(literal) literal, .len = sizeof(literal) - 1

Test(check_request, is_refused_if_it_is_anything_else)
{
    static const struct refused cases[] = {
        {"nothing", "", "x:1: expected stage=, got the end of the text", 0},
        {"another field first", TEXT("file=f.c\0\n"),
         .error = "x:1: expected stage=, got \"file=f.c\\x00\""},
        {"no value's end", TEXT("stage=2"), .error = "x: expected a NUL after stage="},
        {"no line's end", TEXT("stage=2-remove-interface-call\0file=f.c\0\n"),
         .error = "x:1: expected the end of the line, got "
                  "\"stage=2-remove-interface-call\\x00file=f.c\\x00\""},
        {"a stage that there is not", TEXT("stage=9-more\0\n"),
         .error = "x: expected the name of a stage"},
        {"a stage's number", TEXT("stage=2\0\n"), .error = "x: expected the name of a stage"},
        {"a field twice", TEXT(STAGE STAGE),
         .error = "x:2: expected file=, got \"stage=2-remove-interface-call\\x00\""},
        {"a seed that is none", TEXT(STAGE FILES "seed=-1\0\n"), .error = "x: expected a seed"},
        {"a seed with more", TEXT(STAGE FILES "seed=1 \0\n"), .error = "x: expected a seed"},
        {"a seed written otherwise", TEXT(STAGE FILES "seed=01\0\n"),
         .error = "x: expected a seed"},
        {"a seed too large", TEXT(STAGE FILES "seed=18446744073709551616\0\n"),
         .error = "x: expected a seed"},
        {"no seed", TEXT(STAGE FILES "seed=\0\n"), .error = "x: expected a seed"},
        {"another box", TEXT(STAGE FILES "seed=1\0\nbox=open\0\n"),
         .error = "x: expected box=none, box=user or box=whole"},
        {"no box", TEXT(STAGE FILES "seed=1\0\n"),
         .error = "x:7: expected box=, got the end of the text"},
        {"more", TEXT(STAGE FILES "seed=1\0\nbox=none\0\n\n"),
         .error = "x:8: expected the end, got \"\""},
    };
    expect_refused(read_request, cases, sizeof cases / sizeof *cases);
}

Test(check_request, is_read_whole_or_not_at_all)
{
    struct check_request written = example();
    struct buffer text = buffer_bounded(SIZE_MAX);
    check_request_write(&written, &text);
    cr_expect_eq(count_prefixes_read(read_request, buffer_rest(&text)), 0);
    buffer_dispose(&text);
}

Test(check_request, names_what_the_check_leaves)
{
    char path[CHECK_PATH_SIZE];
    char folder[CHECK_PATH_SIZE];
    struct error error;
    struct check_request request = example();
    cr_assert(check_result_path(path, &request, ".heap.case", &error));
    cr_expect_str_eq(path, "build/results/stage-2.heap.case");
    cr_assert(check_probe_path(path, &request, &error));
    cr_expect_str_eq(path, "build/probe-2");
    request.label = "solution-2";
    cr_assert(check_probe_path(path, &request, &error));
    cr_expect_str_eq(path, "build/probe-solution-2");
    memset(folder, 'x', sizeof folder - 1);
    folder[sizeof folder - 1] = '\0';
    cr_expect_not(check_path(path, folder, "a", ".case", &error));
    cr_expect_not_null(strstr(error.text, "xxx is too long a path"));
}
