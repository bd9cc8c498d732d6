/* What tooling/base/format.h promises. */
#include "base/format.h"

#include "support/fail_alloc.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

TestSuite(format, .timeout = 10);

static void expect_text(struct buffer *text, struct bytes expected)
{
    struct bytes got = buffer_rest(text);
    cr_expect(bytes_equal(got, expected), "\n     got %.*s\nexpected %.*s", (int)got.len,
              (const char *)got.at, (int)expected.len, (const char *)expected.at);
    cr_expect_not(format_failed(text));
    buffer_dispose(text);
}

Test(format, appends_as_printf_prints)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    format_add(&text, "%s", "");
    format_add(&text, "%-5s|%3d%%", "ab", 7);
    format_add(&text, "%c", '\0');
    format_add_bytes(&text, bytes_of("\0\xff", 2));
    format_add_bytes(&text, bytes_of(NULL, 0));
    expect_text(&text, bytes_of("ab   |  7%\0\0\xff", 13));
}

Test(format, appends_text_of_any_length)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    format_add(&text, "%100000d", 1);
    struct bytes got = buffer_rest(&text);
    cr_assert_eq(got.len, 100000);
    cr_expect_eq(got.at[0], ' ');
    cr_expect_eq(got.at[got.len - 1], '1');
    buffer_dispose(&text);
}

Test(format, shows_only_printable_ascii_and_tabs)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    char expected[256];
    for (unsigned value = 0; value <= 255; value++) {
        unsigned char byte = (unsigned char)value;
        format_add_printable(&text, bytes_of(&byte, 1));
        expected[value] = (char)(value >= ' ' && value <= '~' ? value : '?');
    }
    expected['\t'] = '\t';
    expect_text(&text, bytes_of(expected, sizeof expected));
}

Test(format, separates_thousands)
{
    static const struct {
        uint64_t count;
        const char *text;
    } rows[] = {
        {0, "0"},
        {7, "7"},
        {999, "999"},
        {1000, "1,000"},
        {1001, "1,001"},
        {20030, "20,030"},
        {999999, "999,999"},
        {1000000, "1,000,000"},
        {1234567, "1,234,567"},
        {UINT64_MAX, "18,446,744,073,709,551,615"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer text = buffer_bounded(SIZE_MAX);
        format_add_count(&text, rows[i].count);
        expect_text(&text, bytes_from_string(rows[i].text));
    }
}

Test(format, shows_thousandths_where_a_figure_per_op_is_not_whole)
{
    static const struct {
        uint64_t total, ops;
        const char *text;
    } rows[] = {
        {0, 1000, "0"},          {53000, 1000, "53"},         {53250, 1000, "53.250"},
        {53007, 1000, "53.007"}, {53010, 1000, "53.010"},     {2, 3, "0.666"},
        {1999, 1000, "1.999"},   {1234567, 2, "617,283.500"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer text = buffer_bounded(SIZE_MAX);
        format_add_per_op(&text, rows[i].total, rows[i].ops);
        expect_text(&text, bytes_from_string(rows[i].text));
    }
}

Test(format, quotes_a_word_for_a_shell_only_where_it_must)
{
    static const struct {
        const char *word, *text;
    } rows[] = {
        {"build/probe-2", "build/probe-2"},
        {"", "''"},
        {"a b", "'a b'"},
        {"$(x)", "'$(x)'"},
        {"it's", "'it'\\''s'"},
        {"a\nb", "'a\nb'"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer text = buffer_bounded(SIZE_MAX);
        format_add_word(&text, rows[i].word);
        expect_text(&text, bytes_from_string(rows[i].text));
    }
}

/* One piece of each kind, 10 bytes in all. */
static void add_pieces(struct buffer *text)
{
    format_add(text, "%s", "ab");
    format_add_bytes(text, bytes_from_string("cd"));
    format_add_printable(text, bytes_from_string("e"));
    format_add_count(text, 2345);
}

static bool is_beginning_of_pieces(struct bytes text)
{
    struct bytes all = bytes_from_string("abcde2,345");
    return text.len < all.len && bytes_equal(text, bytes_of(all.at, text.len));
}

Test(format, takes_no_more_from_the_first_piece_that_does_not_fit)
{
    for (size_t limit = 0; limit < 10; limit++) {
        struct buffer text = buffer_bounded(limit);
        add_pieces(&text);
        struct bytes held = buffer_rest(&text);
        cr_expect(format_failed(&text), "limit %zu", limit);
        cr_expect(is_beginning_of_pieces(held), "limit %zu: %.*s", limit, (int)held.len,
                  (const char *)held.at);
        format_add(&text, "x");
        format_add_bytes(&text, bytes_from_string("x"));
        cr_expect_eq(buffer_rest(&text).len, held.len, "limit %zu: took more", limit);
        buffer_dispose(&text);
    }
}

Test(format, fails_whichever_allocation_is_refused)
{
    for (size_t n = 1;; n++) {
        struct buffer text = buffer_bounded(SIZE_MAX);
        fail_alloc_begin(n);
        add_pieces(&text);
        bool failed = format_failed(&text);
        bool beginning = is_beginning_of_pieces(buffer_rest(&text));
        buffer_dispose(&text);
        struct fail_alloc_count count = fail_alloc_end();

        cr_expect_eq(count.live, 0, "allocation %zu refused: %zu leaked", n, count.live);
        cr_expect_eq(failed, count.refused > 0, "allocation %zu refused", n);
        if (count.refused == 0)
            break;
        cr_expect(beginning, "allocation %zu refused", n);
    }
}

/* A wide character that the C locale has no bytes for. */
Test(format, fails_where_printf_does)
{
    struct buffer text = buffer_bounded(SIZE_MAX);
    format_add(&text, "%ls", L"\u20ac");
    cr_expect(format_failed(&text));
    cr_expect_eq(buffer_rest(&text).len, 0);
    buffer_dispose(&text);
}
