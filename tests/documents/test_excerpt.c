/* What documents/excerpt.h promises. */
#include "documents/excerpt.h"

#include <criterion/criterion.h>

TestSuite(excerpt, .timeout = 20);

static bool compare(const char *output, const char *shown, uint64_t moving,
                    struct excerpt_difference *difference)
{
    return excerpt_is_in(bytes_from_string(output), bytes_from_string(shown), moving, difference);
}

static const struct {
    const char *output, *shown;
    uint64_t moving;
} held[] = {
    {"a\nb\nc\n", "b\n", 0},
    {"a\nb\nc\n", "b\nc", 0},
    {"  a   b  \n", "a b\n", 0},
    {"a\n\nb\n", "a\n\nb\n", 0},
    {"a\nb\nc\nd\n", "a\n...\nd\n", 0},
    {"a\nb\n", "a\n...\nb\n", 0},
    {"a\nb\nc\n", "...\nc\n", 0},
    {"a\nb\n", "b\n...\n", 0},
    {"a 1\na 2\n", "a 2\n", 0},
    {"a\nx\na\nb\n", "a\nb\n", 0}, /* the first a is not the one */
    {"gcc 12.2.0 is here\n", "gcc ... here\n", 0},
    {"a b c\n", "a b ...\n", 0},
    {"a b c\n", "... c\n", 0},
    {"a\n", "a ...\n", 0},
    {"x ... y\n", "x ... y\n", 0},
    {"12,000 instructions/op\n", "11,000 instructions/op\n", 0},
    {"12 ns 30 % 4 ms\n", "11 ns 31 % 4.2 ms\n", 0},
    {"31% (40 %)\n", "30% (41 %)\n", 0},
    {"100 200 7: x\n", "110 190 7: x\n", 1 << 1 | 1 << 2},
    {"53,000 B\n", "53,000 B\n", 0},
};

Test(excerpt, lines_that_were_printed_are_found)
{
    struct excerpt_difference difference;
    for (size_t i = 0; i < sizeof held / sizeof *held; i++)
        cr_expect(compare(held[i].output, held[i].shown, held[i].moving, &difference), "%s",
                  held[i].shown);
}

static const struct {
    const char *output, *shown;
    uint64_t moving;
    size_t line;      /* where they first differ, */
    const char *like; /* and what was printed there */
} parted[] = {
    {"53,000 B\n", "53,001 B\n", 0, 0, "53,000 B"},
    {"2 allocs/op\n", "1 allocs/op\n", 0, 0, "2 allocs/op"},
    {"a.c:17 x\n", "a.c:18 x\n", 0, 0, "a.c:17 x"},
    {"20,000 instructions\n", "12,000 instructions\n", 0, 0, "20,000 instructions"},
    {"5 seconds\n", "6 seconds\n", 0, 0, "5 seconds"},
    {"100 200 7: x\n", "110 190 8: x\n", 1 << 1 | 1 << 2, 0, "100 200 7: x"},
    {"100 200\n", "100 190\n", 1 << 1, 0, "100 200"},
    {"a\nb\nc\n", "a\nc\n", 0, 1, "b"}, /* no "..." says that lines are left out */
    {"a\nb\n", "b\na\n", 0, 1, ""},
    {"a\nb\nc\n", "c\n...\na\n", 0, 2, ""},
    {"a b\n", "a\n", 0, 0, ""},
    {"a\n", "a b\n", 0, 0, ""},
    {"a\n", "a\nb\n", 0, 1, ""},
    {"", "a\n", 0, 0, ""},
    {"x 5 y\n", "x ... 6 y\n", 0, 0, "x 5 y"},
    {"a\nb 1\nb 2\n", "b 2\n...\nb 1\n", 0, 2, ""},
};

static void expect_parted(size_t i)
{
    struct excerpt_difference difference;
    cr_expect_not(compare(parted[i].output, parted[i].shown, parted[i].moving, &difference), "%s",
                  parted[i].shown);
    cr_expect_eq(difference.line, parted[i].line, "%s: line %zu", parted[i].shown, difference.line);
    cr_expect_gt(difference.shown.len, 0);
    cr_expect(bytes_equal(difference.output, bytes_from_string(parted[i].like)),
              "%s: like \"%.*s\"", parted[i].shown, (int)difference.output.len,
              (const char *)difference.output.at);
}

Test(excerpt, lines_that_were_not_are_told_with_what_was)
{
    for (size_t i = 0; i < sizeof parted / sizeof *parted; i++)
        expect_parted(i);
}

Test(excerpt, many_gaps_do_not_take_for_ever)
{
    struct excerpt_difference difference;
    cr_expect_not(compare("a a a a a a a a a a a a a a a a a a a a\n",
                          "... a ... a ... a ... a ... b\n", 0, &difference));
}
