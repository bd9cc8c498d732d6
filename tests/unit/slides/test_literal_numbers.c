/* What tooling/slides/literal_numbers.h promises. */
#include "slides/literal_numbers.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

TestSuite(slides_literal_numbers, .timeout = 30);

/* The text in memory that ends where it does. */
static bool find(const char *text, char number[64])
{
    struct bytes found;
    size_t len = strlen(text);
    char *copy = malloc(len == 0 ? 1 : len);
    cr_assert_not_null(copy);
    memcpy(copy, text, len);
    bool is_there = literal_number_find(bytes_of(copy, len), &found);
    number[0] = '\0';
    if (is_there) {
        memcpy(number, found.at, found.len);
        number[found.len] = '\0';
    }
    free(copy);
    return is_there;
}

Test(slides_literal_numbers, finds_numbers_that_could_be_a_figure)
{
    static const char *const cases[][2] = {
        {"53 B/op", "53"},
        {"53B/op", "53B"},
        {"about 1,060 bytes.", "1,060"},
        {"0.74", "0.74"},
        {"a peak of 5.", "5"},
        {"`make plot 1` shows 2", "2"},
        {"`memchr` looks at 32", "32"},
        {"stage 2 needs 5", "5"},
        {"stage 1 to 4", "4"},
        {"two allocations", "two"},
        {"All Twelve blocks", "Twelve"},
        {"three instructions, less", "three"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char number[64];
        cr_expect(find(cases[i][0], number), "%s", cases[i][0]);
        cr_expect_str_eq(number, cases[i][1]);
    }
}

Test(slides_literal_numbers, leaves_names_alone)
{
    static const char *const cases[] = {
        "",
        "no number",
        "C17 and -O2, in stage-2/algo_one.c",
        "stage 2, Stage 3 and solution 4's",
        "`make check-stage 1`, then `make plot 2 SOLUTION=1`",
        "two questions, one allocation",
        "x86-64",
        "---",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char number[64];
        cr_expect_not(find(cases[i], number), "%s: %s", cases[i], number);
    }
}
