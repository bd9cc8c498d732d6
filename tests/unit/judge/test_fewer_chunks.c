/* What tooling/judge/fewer_chunks.h promises of its cases. */
#include "judge/fewer_chunks.h"

#include <criterion/criterion.h>

TestSuite(fewer_chunks, .timeout = 10);

static void expect(struct bytes chunks, const char *const *expected, size_t count)
{
    const struct named_case of = {
        .name = "name", .c = {.data = bytes_from_string("abcdef"), .stream.chunks = chunks}};
    struct case_list list;
    cr_assert(fewer_chunks_cases(&of, &list));
    cr_assert_eq(list.count, count);
    for (size_t i = 0; i < count; i++) {
        struct bytes lengths = list.items[i].c.stream.chunks;
        cr_expect(bytes_equal(lengths, bytes_from_string(expected[i])), "case %zu", i);
        cr_expect(bytes_equal(list.items[i].c.data, of.c.data));
        cr_expect_str_eq(list.items[i].name, "name");
    }
    cases_dispose(&list);
}

Test(fewer_chunks, are_one_two_and_three_that_end_where_others_do)
{
    static const char *const all[] = {"\6",   "\1\5",   "\3\3",   "\4\2",
                                      "\5\1", "\1\2\3", "\3\1\2", "\4\1\1"};
    static const char *const empty[] = {"\6", "\2\4"};
    static const char *const two[] = {"\6"};
    expect(bytes_of("\1\2\1", 3), all, 8);
    expect(bytes_of("\2\0\4", 3), empty, 2);
    expect(bytes_of("\4", 1), two, 1);
    expect(bytes_of("\6", 1), NULL, 0);
}

Test(fewer_chunks, of_very_many_are_bounded)
{
    static const unsigned char data[5000] = {0};
    const struct named_case of = {
        .name = "name",
        .c = {.data = bytes_of(data, sizeof data), .stream.chunks = bytes_from_string("\1")}};
    struct case_list list;
    cr_assert(fewer_chunks_cases(&of, &list));
    cr_expect_leq(list.count, 128);
    cases_dispose(&list);
}
