#include "base/quote.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

struct escape_case {
    const char *data;
    size_t len;
    const char *text;
};

/* Expects that `text` holds exactly this. */
static void expect_text(struct buffer *text, const char *expected)
{
    struct bytes got = buffer_rest(text);
    cr_expect(bytes_equal(got, bytes_from_string(expected)), "\n     got %.*s\nexpected %s",
              (int)got.len, (const char *)got.at, expected);
}

Test(escape, writes_bytes_as_they_would_stand_in_a_c_string, .timeout = 10)
{
    static const struct escape_case cases[] = {
        {"", 0, ""},
        {"elvis ~", 7, "elvis ~"},
        {"\\\"\n\t\r", 5, "\\\\\\\"\\n\\t\\r"},
        {"'?\a\b\v\f", 6, "'?\\x07\\x08\\x0b\\x0c"},
        {"\0\x01\x1f\x7f\x80\xff", 6, "\\x00\\x01\\x1f\\x7f\\x80\\xff"},
        {"\x1f"
         "a",
         2, "\\x1fa"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer text = buffer_bounded(1024);
        cr_expect_eq(quote_bytes(&text, bytes_of(cases[i].data, cases[i].len)), STREAM_OK);
        expect_text(&text, cases[i].text);
        buffer_dispose(&text);
    }
}

Test(escape, appends_to_what_is_there, .timeout = 10)
{
    struct buffer text = buffer_bounded(1024);
    cr_assert_eq(buffer_write(&text, bytes_from_string("got ")), STREAM_OK);
    cr_assert_eq(quote_around(&text, bytes_from_string("a\n"), 0), STREAM_OK);
    expect_text(&text, "got \"a\\n\"");
    buffer_dispose(&text);
}

/* 26 letters, ten digits, and so on: each place can be told from its neighbours. */
#define ALPHABET "abcdefghijklmnopqrstuvwxyz0123456789"

struct around_case {
    const char *data;
    size_t around;
    const char *text;
};

Test(quote_around, shows_about_60_characters_and_says_what_it_leaves_out, .timeout = 10)
{
    static const struct around_case cases[] = {
        {"", 0, "\"\""},
        {"short", 0, "\"short\""},
        {"short", 5, "\"short\""},
        {ALPHABET "ABCDEFGHIJKLMNOPQRSTUVWX", 30, "\"" ALPHABET "ABCDEFGHIJKLMNOPQRSTUVWX\""},
        {ALPHABET "ABCDEFGHIJKLMNOPQRSTUVWXY", 0,
         "\"" ALPHABET "ABCDEFGHIJKLMNOPQRSTUVWX...\" (61 bytes)"},
        {ALPHABET "ABCDEFGHIJKLMNOPQRSTUVWXY", 61,
         "\"...bcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXY\" (61 bytes)"},
        {"\1a\1" ALPHABET "ABCDEFGHIJKLMNOPQRS", 58,
         "\"...a\\x01" ALPHABET "ABCDEFGHIJKLMNOPQRS\" (58 bytes)"},
        {ALPHABET ALPHABET ALPHABET, 54,
         "\"...yz0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijkl...\" (108 bytes)"},
        {"\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1", 8,
         "\"...\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01\\x01\" "
         "(16 bytes)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer text = buffer_bounded(1024);
        struct bytes data = bytes_from_string(cases[i].data);
        cr_expect_eq(quote_around(&text, data, cases[i].around), STREAM_OK);
        expect_text(&text, cases[i].text);
        buffer_dispose(&text);
    }
}

Test(quote_around, never_outgrows_escape_short, .timeout = 10)
{
    size_t longest = 0;
    unsigned char *data = calloc(1, 10 * 1024 * 1024);
    cr_assert_not_null(data);
    for (size_t around = 0; around < 200; around++) {
        char text[QUOTE_SHORT_SIZE];
        data[around] = around % 3 == 0 ? 'x' : '\n';
        quote_short(text, bytes_of(data, 10 * 1024 * 1024), around);
        size_t len = strlen(text);
        longest = len > longest ? len : longest;
    }
    free(data);
    cr_expect(longest > 60 && longest < QUOTE_SHORT_SIZE, "%zu", longest);
}

Test(quote_around, shows_the_end_of_ten_megabytes, .timeout = 10)
{
    enum { SIZE = 10 * 1024 * 1024 };
    char text[QUOTE_SHORT_SIZE];
    char *data = malloc(SIZE);
    cr_assert_not_null(data);
    memset(data, 'e', SIZE);
    quote_short(text, bytes_of(data, SIZE), SIZE);
    free(data);
    cr_expect_str_eq(text, "\"...eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee\" "
                           "(10485760 bytes)");
}

Test(escape, says_no_memory_at_each_byte_that_does_not_fit, .timeout = 10)
{
    struct bytes data = bytes_from_string(ALPHABET ALPHABET "\n");
    struct buffer whole = buffer_bounded(1024);
    cr_assert_eq(quote_around(&whole, data, data.len), STREAM_OK);
    struct bytes all = buffer_rest(&whole);
    for (size_t limit = 0; limit < all.len; limit++) {
        struct buffer text = buffer_bounded(limit);
        cr_expect_eq(quote_around(&text, data, data.len), STREAM_NO_MEMORY, "%zu", limit);
        struct bytes got = buffer_rest(&text);
        cr_expect(bytes_equal(got, bytes_of(all.at, got.len)), "%zu", limit);
        buffer_dispose(&text);
    }
    buffer_dispose(&whole);
}
