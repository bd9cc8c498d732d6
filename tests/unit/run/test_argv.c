/* What tooling/run/argv.h promises. */
#include "run/argv.h"

#include <criterion/criterion.h>

TestSuite(words, .timeout = 10);

Test(words, are_in_their_order_and_end_with_null)
{
    static const char *const list[] = {"-c", "a b.c", NULL};
    static const char *const nothing[] = {NULL};
    struct argv words = {.count = 0};
    cr_expect_null(words.list[0]);
    argv_add(&words, "cc");
    argv_add_all(&words, list);
    argv_add_all(&words, nothing);
    argv_add(&words, "");
    cr_assert_eq(words.count, 4);
    cr_expect_str_eq(words.list[0], "cc");
    cr_expect_str_eq(words.list[1], "-c");
    cr_expect_str_eq(words.list[2], "a b.c");
    cr_expect_str_eq(words.list[3], "");
    cr_expect_null(words.list[4]);
}

Test(words, end_with_null_when_all_room_is_taken)
{
    struct argv words = {.count = 0};
    for (size_t i = 0; i < ARGV_MOST; i++)
        argv_add(&words, "x");
    cr_expect_eq(words.count, ARGV_MOST);
    cr_expect_null(words.list[ARGV_MOST]);
}
