/* What tooling/run/argv.h promises. */
#include "run/argv.h"

#include <criterion/criterion.h>

TestSuite(words, .timeout = 10);

Test(words, are_in_their_order_and_end_with_null)
{
    static const char *const list[] = {"-c", "a b.c", NULL};
    static const char *const nothing[] = {NULL};
    struct words words = {.count = 0};
    cr_expect_null(words.list[0]);
    words_add(&words, "cc");
    words_add_all(&words, list);
    words_add_all(&words, nothing);
    words_add(&words, "");
    cr_assert_eq(words.count, 4);
    cr_expect_str_eq(words.list[0], "cc");
    cr_expect_str_eq(words.list[1], "-c");
    cr_expect_str_eq(words.list[2], "a b.c");
    cr_expect_str_eq(words.list[3], "");
    cr_expect_null(words.list[4]);
}

Test(words, end_with_null_when_all_room_is_taken)
{
    struct words words = {.count = 0};
    for (size_t i = 0; i < WORDS_MOST; i++)
        words_add(&words, "x");
    cr_expect_eq(words.count, WORDS_MOST);
    cr_expect_null(words.list[WORDS_MOST]);
}
