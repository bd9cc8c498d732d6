#include "base/scan.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct error error;

static struct scan scan_string(const char *text)
{
    return scan_of("t", bytes_from_string(text), &error);
}

static void expect_rest(const struct scan *s, const char *rest)
{
    cr_expect(bytes_equal(s->rest, bytes_from_string(rest)), "\"%.*s\" is left, not \"%s\"",
              (int)s->rest.len, (const char *)s->rest.at, rest);
}

static void expect_found(struct bytes found, const char *expected)
{
    cr_expect(bytes_equal(found, bytes_from_string(expected)), "found \"%.*s\", not \"%s\"",
              (int)found.len, (const char *)found.at, expected);
}

Test(scan, begins_with_an_empty_error, .timeout = 10)
{
    strcpy(error.text, "old");
    struct scan s = scan_string("abc\n");
    cr_expect_str_empty(error.text);
    cr_expect_eq(s.line_number, 1);
    cr_expect_not(scan_at_end(&s));
    expect_rest(&s, "abc\n");
}

Test(scan, is_at_the_end_of_an_empty_text, .timeout = 10)
{
    struct scan s = scan_of("t", bytes_of(NULL, 0), &error);
    struct bytes found;
    uint64_t number;
    cr_expect(scan_at_end(&s));
    cr_expect_not(scan_text(&s, "a"));
    cr_expect_not(scan_number(&s, &number));
    cr_expect_not(scan_hex(&s, &number));
    cr_expect_not(scan_until(&s, 'a', &found));
    cr_expect_not(scan_blank(&s));
    cr_expect_not(scan_line_end(&s));
    cr_expect_not(scan_line(&s, &found));
    cr_expect_not(scan_bytes(&s, 1, &found));
    cr_expect(scan_bytes(&s, 0, &found));
    cr_expect_eq(found.len, 0);
}

Test(scan, text_advances_only_where_all_of_it_is_there, .timeout = 10)
{
    struct scan s = scan_string("time=12\nx");
    cr_expect_not(scan_text(&s, "tide="));
    cr_expect_not(scan_text(&s, "time=12\nxy"));
    expect_rest(&s, "time=12\nx");
    cr_expect(scan_text(&s, "time="));
    expect_rest(&s, "12\nx");
    cr_expect(scan_text(&s, "12\nx"));
    cr_expect(scan_at_end(&s));
    cr_expect_eq(s.line_number, 2);
}

struct number_case {
    const char *text;
    bool (*scan)(struct scan *s, uint64_t *number);
    bool ok;
    uint64_t number;
    const char *rest;
};

Test(scan, numbers_have_no_sign_and_at_most_64_bits, .timeout = 10)
{
    static const struct number_case cases[] = {
        {"0", scan_number, true, 0, ""},
        {"0012x", scan_number, true, 12, "x"},
        {"7\n8", scan_number, true, 7, "\n8"},
        {"18446744073709551615,", scan_number, true, UINT64_MAX, ","},
        {"18446744073709551616", scan_number, false, 0, "18446744073709551616"},
        {"99999999999999999999999", scan_number, false, 0, "99999999999999999999999"},
        {"-1", scan_number, false, 0, "-1"},
        {"+1", scan_number, false, 0, "+1"},
        {" 1", scan_number, false, 0, " 1"},
        {"a", scan_number, false, 0, "a"},
        {"\n1", scan_number, false, 0, "\n1"},
        {"0x1F:", scan_hex, true, 31, ":"},
        {"0xaA", scan_hex, true, 0xaa, ""},
        {"0xfFfFfFfFfFfFfFfF", scan_hex, true, UINT64_MAX, ""},
        {"0x10000000000000000", scan_hex, false, 0, "0x10000000000000000"},
        {"0x", scan_hex, false, 0, "0x"},
        {"0xg", scan_hex, false, 0, "0xg"},
        {"12", scan_hex, false, 0, "12"},
        {"0X1", scan_hex, false, 0, "0X1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint64_t number = 0;
        struct scan s = scan_string(cases[i].text);
        cr_expect_eq(cases[i].scan(&s, &number), cases[i].ok, "%s", cases[i].text);
        cr_expect_eq(number, cases[i].number, "%s", cases[i].text);
        expect_rest(&s, cases[i].rest);
    }
}

Test(scan, until_stops_in_front_of_the_byte_and_stays_on_the_line, .timeout = 10)
{
    struct scan s = scan_string("a:b\nc:");
    struct bytes found;
    cr_expect(scan_until(&s, ':', &found));
    expect_found(found, "a");
    cr_expect(scan_until(&s, ':', &found));
    expect_found(found, "");
    cr_expect_not(scan_until(&s, 'c', &found));
    cr_expect(scan_text(&s, ":"));
    cr_expect_not(scan_until(&s, ':', &found));
    expect_rest(&s, "b\nc:");
}

Test(scan, blanks_are_spaces_and_tabs, .timeout = 10)
{
    struct scan s = scan_string(" \t x \n");
    cr_expect(scan_blank(&s));
    expect_rest(&s, "x \n");
    cr_expect_not(scan_blank(&s));
    cr_expect(scan_text(&s, "x"));
    cr_expect(scan_blank(&s));
    cr_expect_not(scan_blank(&s));
    expect_rest(&s, "\n");
}

Test(scan, lines_are_counted_and_end_with_a_newline, .timeout = 10)
{
    struct scan s = scan_string("one\n\nthree\nfour");
    struct bytes found;
    cr_expect_not(scan_line_end(&s));
    cr_expect(scan_text(&s, "on"));
    cr_expect(scan_line(&s, &found));
    expect_found(found, "e");
    cr_expect_eq(s.line_number, 2);
    cr_expect(scan_line_end(&s));
    cr_expect_eq(s.line_number, 3);
    expect_found(s.line, "three");
    cr_expect(scan_line(&s, &found));
    expect_found(found, "three");
    cr_expect_not(scan_line(&s, &found));
    cr_expect(scan_text(&s, "four"));
    cr_expect_not(scan_line_end(&s));
    cr_expect(scan_at_end(&s));
    cr_expect_eq(s.line_number, 4);
}

Test(scan, bytes_may_hold_line_ends, .timeout = 10)
{
    struct scan s = scan_string("a\n\nb\nc");
    struct bytes found;
    cr_expect_not(scan_bytes(&s, 7, &found));
    cr_expect_not(scan_bytes(&s, UINT64_MAX, &found));
    cr_expect(scan_bytes(&s, 4, &found));
    expect_found(found, "a\n\nb");
    cr_expect_eq(s.line_number, 3);
    cr_expect_not(scan_expected(&s, "z"));
    cr_expect_str_eq(error.text, "t:3: expected z, got \"b\"");
    cr_expect(scan_bytes(&s, 1, &found));
    cr_expect_eq(s.line_number, 4);
    expect_found(s.line, "c");
}

struct message_case {
    const char *text;
    const char *scanned;
    const char *error;
};

Test(scan, expected_names_the_place_and_shows_the_line, .timeout = 10)
{
    static const struct message_case cases[] = {
        {"a=8x\nb\n", "a=8", "t:1: expected z, got \"a=8x\""},
        {"a\n\tb\"\n", "a\n", "t:2: expected z, got \"\\tb\\\"\""},
        {"a\n\nb", "a\n", "t:2: expected z, got \"\""},
        {"a\nb", "a\n", "t:2: expected z, got \"b\" and the end of the text"},
        {"a\nb", "a\nb", "t:2: expected z, got \"b\" and the end of the text"},
        {"a\n", "a\n", "t:2: expected z, got the end of the text"},
        {"\x01\xff\n", "\x01", "t:1: expected z, got \"\\x01\\xff\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scan s = scan_string(cases[i].text);
        cr_assert(scan_text(&s, cases[i].scanned));
        cr_expect_not(scan_expected(&s, "z"));
        cr_expect_str_eq(error.text, cases[i].error, "got %s, expected %s", error.text,
                         cases[i].error);
    }
}

Test(scan, expected_shows_a_long_line_around_the_place, .timeout = 10)
{
    enum { SIZE = 10 * 1024 * 1024 };
    char *text = malloc(SIZE);
    cr_assert_not_null(text);
    memset(text, 'a', SIZE);
    memcpy(text + SIZE - 8, "=12x bc\n", 8);
    struct scan s = scan_of("t", bytes_of(text, SIZE), &error);
    struct bytes skipped;
    cr_assert(scan_until(&s, 'x', &skipped));
    cr_expect_not(scan_expected(&s, "z"));
    cr_expect_str_eq(error.text,
                     "t:1: expected z, got "
                     "\"...aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=12x bc\""
                     " (10485759 bytes)");
    free(text);
}

Test(scan, messages_end_where_their_room_does, .timeout = 10)
{
    char name[2 * ERROR_TEXT_SIZE];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    struct scan s = scan_of(name, bytes_from_string("text\n"), &error);
    cr_expect_not(scan_expected(&s, "z"));
    cr_expect_eq(strlen(error.text), ERROR_TEXT_SIZE - 1);
    cr_expect_not(scan_fail(&s, "%d", 7));
    cr_expect_eq(strlen(error.text), ERROR_TEXT_SIZE - 1);
    s.name = name + ERROR_TEXT_SIZE + 4;
    cr_expect_not(scan_fail(&s, "%s", "too long"));
    cr_expect_eq(strlen(error.text), ERROR_TEXT_SIZE - 1);
    cr_expect_str_eq(error.text + ERROR_TEXT_SIZE - 5, ": to");
}

Test(scan, failures_without_a_line_name_the_text, .timeout = 10)
{
    struct scan s = scan_string("");
    cr_expect_not(scan_fail(&s, "expected %d, got %s", 2, "\"x\""));
    cr_expect_str_eq(error.text, "t: expected 2, got \"x\"");
    cr_expect_not(scan_no_memory(&s));
    cr_expect_str_eq(error.text, "t: not enough memory to read it");
}

Test(scan, tells_what_a_text_begins_with)
{
    static const struct {
        const char *text, *start;
        bool starts;
    } rows[] = {{"abc", "ab", true},  {"abc", "abc", true},  {"abc", "", true},
                {"ab", "abc", false}, {"xabc", "ab", false}, {"", "a", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(scan_starts_with(bytes_from_string(rows[i].text), rows[i].start),
                     rows[i].starts, "row %zu", i);
    cr_expect_not(scan_starts_with(bytes_of(NULL, 0), "a"));
}

Test(scan, finds_a_line_by_a_part_of_it)
{
    static const struct {
        const char *text, *part, *line;
    } rows[] = {{"a\nb: c\nb: d\n", "b: ", "b: c"},
                {"a\nx b: c", "b: ", "b: c"},
                {"a b\n", "c", ""},
                {"", "a", ""},
                {"a", "a", "a"},
                {"ab\nac\n", "ac", "ac"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct bytes line = scan_line_with(bytes_from_string(rows[i].text), rows[i].part);
        cr_expect(bytes_equal(line, bytes_from_string(rows[i].line)), "row %zu", i);
    }
}
