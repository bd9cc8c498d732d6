/* What tooling/bench/peer_answer.h promises. */
#include "bench/peer_answer.h"

#include "support/scratch.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void begin(void)
{
    scratch_make();
    scratch_write("right", bytes_from_string("elvis"));
    cr_assert_eq(system("yes elvis | head -c 200000 >long; head -c 199999 long >short;"
                        "{ head -c 131071 long; echo x; tail -c 68928 long; } >changed"),
                 0);
}

TestSuite(compare_answer, .timeout = 60, .init = begin, .fini = scratch_remove);

static struct answer take(const char *const *program, const char *expected, bool ends_with_one)
{
    struct error error;
    struct answer answer;
    struct argv words = {.count = 0};
    argv_add_all(&words, program);
    const struct answer_request request = {.words = &words,
                                           .ends_with_one = ends_with_one,
                                           .expected = expected,
                                           .folder = scratch_folder()};
    cr_assert(answer_run(&request, &answer, &error), "%s", error.text);
    cr_expect_eq(access("pipe", F_OK), -1, "the pipe is still there");
    return answer;
}

Test(compare_answer, tells_right_from_wrong)
{
    static const struct {
        const char *script, *expected;
        enum answer_verdict verdict;
        const char *why;
    } rows[] = {
        {"printf elvis", "right", ANSWER_RIGHT, ""},
        {":", "/dev/null", ANSWER_RIGHT, ""},
        {"cat long", "long", ANSWER_RIGHT, ""},
        {"dd if=long bs=777 status=none", "long", ANSWER_RIGHT, ""},
        {":", "right", ANSWER_WRONG, "ends too early, after 0 bytes"},
        {"printf elvi", "right", ANSWER_WRONG, "ends too early, after 4 bytes"},
        {"printf eLvis", "right", ANSWER_WRONG, "differs from byte 1 on"},
        {"printf 'elvis\\n'", "right", ANSWER_WRONG, "goes on after the end, 5 bytes"},
        {"cat short", "long", ANSWER_WRONG, "ends too early, after 199999 bytes"},
        {"cat long", "short", ANSWER_WRONG, "goes on after the end, 199999 bytes"},
        {"cat changed", "long", ANSWER_WRONG, "differs from byte 131071 on"},
        {"printf elvis; exit 3", "right", ANSWER_FAILED, "its exit status is 3"},
        {"printf elvis; exit 1", "right", ANSWER_FAILED, "its exit status is 1"},
        {"printf elvis; kill -9 $$", "right", ANSWER_FAILED, "it was ended by signal 9"},
        {"printf wrong; exit 2", "right", ANSWER_FAILED, "its exit status is 2"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct answer answer = take(SHELL(rows[i].script), rows[i].expected, false);
        cr_expect_eq(answer.verdict, rows[i].verdict, "%s", rows[i].script);
        cr_expect_str_eq(answer.why, rows[i].why, "%s", rows[i].script);
        bool ran = rows[i].verdict <= ANSWER_WRONG;
        cr_expect_eq(answer.peak_bytes > 100000, ran, "%s: %zu", rows[i].script,
                     (size_t)answer.peak_bytes);
    }
}

Test(compare_answer, lets_a_program_end_with_one_that_may)
{
    struct answer answer = take(SHELL("printf elvis; exit 1"), "right", true);
    cr_expect_eq(answer.verdict, ANSWER_RIGHT, "%s", answer.why);
    answer = take(SHELL("printf elvis; exit 2"), "right", true);
    cr_expect_eq(answer.verdict, ANSWER_FAILED);
}

Test(compare_answer, names_a_program_that_is_missing)
{
    struct answer answer = take((const char *const[]){"no-such-program", NULL}, "right", false);
    cr_expect_eq(answer.verdict, ANSWER_MISSING);
    cr_expect_str_eq(answer.why, "no-such-program is not installed");
}

Test(compare_answer, counts_the_memory_of_the_program_alone)
{
    enum { MIB = 1 << 20 };
    char *block = malloc(64 * MIB); /* ours must not count */
    cr_assert_not_null(block);
    memset(block, 1, 64 * MIB);
    struct answer small = take(SHELL("printf elvis"), "right", false);
    struct answer large =
        take(SHELL("head -c 20000000 /dev/zero | tail -c 20000000 | tail -c 0; printf elvis"),
             "right", false);
    cr_expect_lt(small.peak_bytes, 16 * MIB);
    cr_expect_gt(large.peak_bytes, 20000000);
    free(block);
}

Test(compare_answer, says_what_it_cannot_do)
{
    struct error error;
    struct answer answer;
    struct argv words = {.count = 0};
    argv_add(&words, "true");
    const struct answer_request no_folder = {
        .words = &words, .expected = "right", .folder = "no/such"};
    cr_expect_not(answer_run(&no_folder, &answer, &error));
    cr_expect_str_eq(error.text, "cannot make no/such/pipe: No such file or directory");
    const struct answer_request no_file = {
        .words = &words, .expected = "nothing", .folder = scratch_folder()};
    cr_expect_not(answer_run(&no_file, &answer, &error));
    cr_expect_str_eq(error.text, "cannot read nothing: No such file or directory");
}
