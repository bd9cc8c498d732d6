/* What tooling/commands/options.h promises. */
#include "commands/options.h"

#include <criterion/criterion.h>
#include <stdint.h>

TestSuite(options, .timeout = 10);

struct read {
    bool read;
    const char *file, *seed, *stage;
};

/* Reads `words`, NULL-terminated. */
static struct read read_words(const char *const *words)
{
    struct read r;
    struct error error;
    const struct known_option known[] = {{"file", .text = &r.file}, {"seed", .text = &r.seed}, {0}};
    char program[] = "verb";
    char *arguments[8] = {program};
    int count = 1;
    for (; words[count - 1] != NULL; count++)
        arguments[count] = (char *)(uintptr_t)words[count - 1];
    r.read = options_read(count, arguments, known, "usage: verb", &r.stage, &error);
    if (!r.read)
        cr_expect_str_eq(error.text, "usage: verb");
    return r;
}

static void expect_text(const char *got, const char *expected, size_t row)
{
    cr_expect_eq(got == NULL, expected == NULL, "row %zu", row);
    if (got != NULL && expected != NULL)
        cr_expect_str_eq(got, expected, "row %zu", row);
}

Test(options, are_read_in_any_order_and_the_stage_comes_last)
{
    static const struct {
        const char *words[7];
        const char *file, *seed, *stage;
    } rows[] = {
        {{NULL}, NULL, NULL, NULL},
        {{"2"}, NULL, NULL, "2"},
        {{"--file", "a.c", "2"}, "a.c", NULL, "2"},
        {{"--seed", "7", "--file", "a.c", "--", "2"}, "a.c", "7", "2"},
        {{"--file=a b.c", "2"}, "a b.c", NULL, "2"},
        {{"--file", "a.c", "--file", "b.c"}, "b.c", NULL, NULL},
        {{"--file", "", "--", ""}, NULL, NULL, NULL}, /* as make hands on what is not set */
        {{"--", "-1"}, NULL, NULL, "-1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct read r = read_words(rows[i].words);
        cr_expect(r.read, "row %zu", i);
        expect_text(r.file, rows[i].file, i);
        expect_text(r.seed, rows[i].seed, i);
        expect_text(r.stage, rows[i].stage, i);
    }
}

Test(options, that_are_not_known_are_refused)
{
    static const char *const rows[][4] = {{"--other", "x"}, {"-f", "x"}, {"--file"},
                                          {"1", "2"},       {"-1"},      {"--", "1", "2"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_not(read_words(rows[i]).read, "row %zu", i);
}

/* Reads one option, or none if `text` is NULL, in a command that takes no stage. */
static bool read_one(const struct known_option *known, const char *name, const char *text,
                     struct error *error)
{
    char *arguments[] = {(char *)(uintptr_t) "verb", (char *)(uintptr_t)name,
                         (char *)(uintptr_t)text};
    return options_read(text == NULL ? 1 : 3, arguments, known, "usage: verb", NULL, error);
}

Test(options, that_are_numbers_are_read_in_their_range)
{
    static const struct {
        const char *text;
        uint64_t number; /* 5 where it is refused */
        const char *error;
    } rows[] = {
        {NULL, 5, ""},
        {"2", 2, ""},
        {"9", 9, ""},
        {"1", 5, "BYTES=1: expected a number from 2 to 9"},
        {"10", 5, "BYTES=10: expected a number from 2 to 9"},
        {"x", 5, "BYTES=x: expected a number from 2 to 9"},
        {"3x", 5, "BYTES=3x: expected a number from 2 to 9"},
        {"-3", 5, "BYTES=-3: expected a number from 2 to 9"},
        {"99999999999999999999", 5, "BYTES=99999999999999999999: expected a number from 2 to 9"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint64_t number = 5;
        struct error error = {0};
        const struct known_option known[] = {{"bytes", .number = &number, .least = 2, .most = 9},
                                             {0}};
        bool read = read_one(known, "--bytes", rows[i].text, &error);
        cr_expect_eq(read, rows[i].error[0] == '\0', "row %zu", i);
        cr_expect_str_eq(error.text, rows[i].error);
        cr_expect_eq(number, rows[i].number, "row %zu", i);
    }
}

Test(options, that_are_switches_are_1_or_not_given)
{
    static const struct {
        const char *text;
        bool on;
        const char *error;
    } rows[] = {{NULL, false, ""}, {"1", true, ""}, {"no", true, "YES=no: expected 1, or nothing"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool on;
        struct error error = {0};
        const struct known_option known[] = {{"yes", .on = &on}, {0}};
        bool read = read_one(known, "--yes", rows[i].text, &error);
        cr_expect_eq(read, rows[i].error[0] == '\0', "row %zu", i);
        cr_expect_str_eq(error.text, rows[i].error);
        cr_expect_eq(on, rows[i].on, "row %zu", i);
    }
}
