/* What stages/stream/bytes.h promises. */
#include "stream/bytes.h"

#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <signal.h>

TestSuite(bytes, .timeout = 10);

Test(bytes, a_slice_borrows_and_copies_nothing)
{
    const char text[] = "elvis";
    struct bytes slice = bytes_of(text + 1, 3);
    cr_expect_eq((const void *)slice.at, (const void *)(text + 1));
    cr_expect_eq(slice.len, 3);
}

Test(bytes, a_slice_of_a_string_leaves_its_nul_out)
{
    static const struct {
        const char *string;
        size_t len;
    } rows[] = {{"", 0}, {"a", 1}, {"elvis", 5}, {"el\0vis", 2}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bytes slice = bytes_from_string(rows[i].string);
        cr_expect_eq((const void *)slice.at, (const void *)rows[i].string, "row %zu", i);
        cr_expect_eq(slice.len, rows[i].len, "row %zu: %zu bytes", i, slice.len);
    }
}

Test(bytes, equal_slices_hold_the_same_bytes_wherever_they_lie)
{
    const char one[] = "elvis", other[] = "elvis";
    const struct {
        const char *row;
        struct bytes a, b;
        bool equal;
    } rows[] = {
        {"the same memory", bytes_of(one, 5), bytes_of(one, 5), true},
        {"the same bytes elsewhere", bytes_of(one, 5), bytes_of(other, 5), true},
        {"a prefix", bytes_of(one, 4), bytes_of(other, 5), false},
        {"another first byte", bytes_of("Elvis", 5), bytes_of(one, 5), false},
        {"another last byte", bytes_of("elviS", 5), bytes_of(one, 5), false},
        {"the same bytes behind a NUL", bytes_of("a\0b", 3), bytes_of("a\0b", 3), true},
        {"other bytes behind a NUL", bytes_of("a\0b", 3), bytes_of("a\0c", 3), false},
        {"NULs, one more", bytes_of("\0\0", 2), bytes_of("\0\0", 1), false},
        {"bytes above 127", bytes_of("\xff", 1), bytes_of("\x7f", 1), false},
        {"nothing, without memory", bytes_of(NULL, 0), bytes_of(NULL, 0), true},
        {"nothing, with memory", bytes_of(NULL, 0), bytes_of(one, 0), true},
        {"nothing and something", bytes_of(NULL, 0), bytes_of(one, 1), false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(bytes_equal(rows[i].a, rows[i].b), rows[i].equal, "%s", rows[i].row);
        cr_expect_eq(bytes_equal(rows[i].b, rows[i].a), rows[i].equal, "%s, turned", rows[i].row);
    }
}

Test(bytes, skipping_leaves_what_lies_behind)
{
    const char text[] = "elvis";
    for (size_t n = 0; n <= 5; n++) {
        struct bytes rest = bytes_skip(bytes_of(text, 5), n);
        cr_expect_eq((const void *)rest.at, (const void *)(text + n), "%zu skipped", n);
        cr_expect_eq(rest.len, 5 - n, "%zu skipped: %zu left", n, rest.len);
    }
}

Test(bytes, skipping_nothing_of_nothing_needs_no_memory)
{
    struct bytes rest = bytes_skip(bytes_of(NULL, 0), 0);
    cr_expect_null(rest.at);
    cr_expect_eq(rest.len, 0);
}

Test(bytes, skipping_more_than_there_is_aborts, .signal = SIGABRT, .init = cr_redirect_stderr)
{
    (void)bytes_skip(bytes_of("elvis", 5), 6);
}
