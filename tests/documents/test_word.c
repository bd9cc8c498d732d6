/* What documents/word.h promises. */
#include "documents/word.h"

#include <criterion/criterion.h>

TestSuite(word, .timeout = 20);

Test(word, ends_in_front_of_a_blank_or_a_line_end)
{
    struct bytes text = bytes_from_string("  a\tbc\n d");
    struct bytes word;
    cr_assert(word_next(&text, &word) && word_is(word, "a"));
    cr_assert(word_next_on_line(&text, &word) && word_is(word, "bc"));
    cr_expect_not(word_next_on_line(&text, &word));
    cr_assert(word_next(&text, &word) && word_is(word, "d"));
    cr_expect_not(word_next(&text, &word));
    cr_expect_not(word_next_on_line(&text, &word));
}

Test(word, bare_is_without_what_stands_around_it)
{
    static const char *const words[][2] = {{"a", "a"},  {"(a),", "a"}, {"\"53", "53"}, {"...", ""},
                                           {"%)", "%"}, {"", ""},      {"a.c:", "a.c"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        cr_expect(word_is(word_bare(bytes_from_string(words[i][0])), words[i][1]), "%s",
                  words[i][0]);
}

Test(word, number_has_nothing_but_digits_and_their_signs)
{
    static const struct {
        const char *word;
        double number; /* -1: it is none */
    } cases[] = {{"12", 12},     {"12,345", 12345},
                 {"0.74", 0.74}, {"(42%)", 42},
                 {"53.", 53},    {"", -1},
                 {"%", -1},      {"a", -1},
                 {"1.2.3", -1},  {".5", -1},
                 {"-5", -1},     {"+5", -1},
                 {"0x10", -1},   {"1e9", -1},
                 {"12:34", -1},  {"nan", -1},
                 {"...", -1},    {",", -1},
                 {"5B", -1},     {"1234567890123456789012345678901234567890", -1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double number = -1;
        bool is_number = word_number(bytes_from_string(cases[i].word), &number);
        cr_expect_eq(is_number, cases[i].number >= 0, "%s", cases[i].word);
        if (is_number)
            cr_expect_float_eq(number, cases[i].number, 1e-9, "%s", cases[i].word);
    }
}

Test(word, band_is_around_what_is_shown)
{
    cr_expect(word_within_band(100, 120));
    cr_expect(word_within_band(100, 80));
    cr_expect_not(word_within_band(100, 121));
    cr_expect_not(word_within_band(100, 79));
    cr_expect(word_within_band(0, 0));
    cr_expect_not(word_within_band(0, 1));
}
