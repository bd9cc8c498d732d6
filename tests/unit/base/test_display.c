/* What tooling/base/display.h and markup.h promise. */
#include "base/display.h"
#include "base/format.h"
#include "base/markup.h"

#include <criterion/criterion.h>

TestSuite(shown, .timeout = 10);

static void expect_text(struct buffer *text, const char *what, const char *expected)
{
    cr_expect_not(format_failed(text));
    cr_expect(bytes_equal(buffer_rest(text), bytes_from_string(expected)),
              "%s:\n     got %.*s\nexpected %s", what, (int)text->len, (const char *)text->at,
              expected);
    buffer_dispose(text);
}

Test(shown, leaves_no_character_that_acts_where_it_is_shown)
{
    static const struct {
        const char *what, *text, *shown;
        bool lines;
    } rows[] = {
        {"nothing", "", "", false},
        {"ASCII", " a~\\\"<", " a~\\\"<", false},
        {"letters of all lengths", "\xc3\xab \xe2\x82\xac \xf0\x9f\x90\x98",
         "\xc3\xab \xe2\x82\xac \xf0\x9f\x90\x98", false},
        {"a letter of two characters", "e\xcc\x81", "e\xcc\x81", false},
        {"lines of a name", "a\nb\tc\rd", "a\\x0ab\\x09c\\x0dd", false},
        {"lines of a message", "a\nb\tc\rd", "a\nb\tc\\x0dd", true},
        {"escape, bell, delete", "\x1b[31m\a\x7f", "\\x1b[31m\\x07\\x7f", true},
        {"a control sequence in one character", "\xc2\x9b", "\\u009b", true},
        {"right to left",
         "\xe2\x80\xae"
         "cod.c",
         "\\u202ecod.c", true},
        {"what is not seen", "a\xe2\x80\x8b\xef\xbb\xbf", "a\\u200b\\ufeff", true},
        {"Unicode's own line ends", "a\xe2\x80\xa8\xe2\x80\xa9", "a\\u2028\\u2029", true},
        {"a tag", "\xf3\xa0\x80\x81", "\\U000e0001", true},
        {"no character", "\xef\xbf\xbf", "\\uffff", true},
        {"bytes that are no UTF-8", "\xff\xfe z", "\\xff\\xfe z", true},
        {"a character cut off", "a\xe2\x82", "a\\xe2\\x82", true},
        {"a longer form than needed", "\xc0\xaf", "\\xc0\\xaf", true},
        {"half a surrogate pair", "\xed\xa0\x80", "\\xed\\xa0\\x80", true},
        {"a broken start before a letter", "\xe2<", "\\xe2<", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer text = buffer_bounded(SIZE_MAX);
        display_add(&text, bytes_from_string(rows[i].text), rows[i].lines);
        expect_text(&text, rows[i].what, rows[i].shown);
    }
}

Test(shown, fills_a_column_and_no_more)
{
    static const struct {
        const char *text;
        size_t needs, width;
        const char *column;
    } rows[] = {
        {"", 0, 3, "   "},
        {"abc", 3, 3, "abc"},
        {"abc", 3, 5, "abc  "},
        {"abcdef", 6, 5, "ab..."},
        {"abcd", 4, 3, "..."},
        {"\xc3\xab\xc3\xab", 2, 3, "\xc3\xab\xc3\xab "},
        {"\xe8\xb1\xa1\xe8\xb1\xa1", 4, 5, "\xe8\xb1\xa1\xe8\xb1\xa1 "}, /* two columns each */
        {"\xe8\xb1\xa1\xe8\xb1\xa1xy", 6, 5, "\xe8\xb1\xa1..."},
        {"\xe8\xb1\xa1\xe8\xb1\xa1xy", 6, 4, "... "},
        {"e\xcc\x81xxx", 4, 4, "e\xcc\x81xxx"}, /* a mark on its letter */
        {"e\xcc\x81xxxx", 5, 4, "e\xcc\x81..."},
        {"ab\x1b", 6, 6, "ab\\x1b"},
        {"ab\x1b"
         "c",
         7, 6, "ab... "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer text = buffer_bounded(SIZE_MAX);
        struct bytes from = bytes_from_string(rows[i].text);
        cr_expect_eq(display_width(from), rows[i].needs, "%s", rows[i].text);
        display_add_column(&text, from, rows[i].width);
        expect_text(&text, rows[i].text, rows[i].column);
    }
}

Test(shown, opens_no_markup_and_closes_none)
{
    struct buffer markup = buffer_bounded(SIZE_MAX);
    markup_add(&markup, "<a href=\"x\">&amp;\xff\n</a>", false);
    expect_text(&markup, "markup", "&#60;a href=&#34;x&#34;&#62;&#38;amp;\\xff\\x0a&#60;/a&#62;");
    markup = buffer_bounded(SIZE_MAX);
    markup_add(&markup, "a\n\tb", true);
    expect_text(&markup, "lines", "a\n\tb");
}
