/* What tooling/readers/directives.h promises. */
#include "readers/directives.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

TestSuite(directives, .timeout = 10);

struct row {
    const char *source;
    const char *text; /* of the first directive; NULL: there is none */
    uint64_t line, next_line;
};

static void expect_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct directive found = {.len = 0};
        struct directives source = directives_of(bytes_from_string(rows[i].source));
        bool is_there = directives_next(&source, &found);
        cr_assert_eq(is_there, rows[i].text != NULL, "%s", rows[i].source);
        if (!is_there)
            continue;
        cr_expect(bytes_equal(bytes_of(found.text, found.len), bytes_from_string(rows[i].text)),
                  "%s: got \"%.*s\"", rows[i].source, (int)found.len, found.text);
        cr_expect_eq(found.line, rows[i].line, "%s", rows[i].source);
        cr_expect_eq(found.next_line, rows[i].next_line, "%s", rows[i].source);
    }
}

Test(directives, are_found_as_a_compiler_finds_them)
{
    static const struct row rows[] = {
        {"#line 5\n", "line 5", 1, 2},
        {"int a;\n\n  # 12 \"x\" 1 3\nint b;\n", "12 \"x\" 1 3", 3, 4},
        {"%:line 5", "line 5", 1, 1},
        {"?\?=line 5\n", "line 5", 1, 2},
        {"\xEF\xBB\xBF#line 5\n", "line 5", 1, 2},
        {"#li\\\nne \\ \n5\n", "line 5", 1, 4},
        {"#li?\?/\r\nne 5\r\n", "line 5\r", 1, 3},
        {"/* a\n b */ # /* c\n */ line 5 // d\n", "line 5  ", 2, 4},
        {"#include <sys//types.h>\n", "include <sys ", 1, 2},
        {"#error it's /* no comment\n#line 5\n", "error it's /* no comment", 1, 2},
    };
    expect_rows(rows, sizeof rows / sizeof *rows);
}

Test(directives, are_none_elsewhere)
{
    static const struct row rows[] = {
        {"", NULL, 0, 0},
        {"int a; #line 5\n", NULL, 0, 0},
        {"/*\n#line 5\n*/", NULL, 0, 0},
        {"/*\n#line 5\n", NULL, 0, 0},
        {"// a \\\n#line 5\n", NULL, 0, 0},
        {"char *a = \"\\\n#line 5\\\"\\\n#line 5\";\n", NULL, 0, 0},
        {"int a; /* b\n */ #line 5\n", NULL, 0, 0},
        {"a %\n: b / c", NULL, 0, 0},
    };
    expect_rows(rows, sizeof rows / sizeof *rows);
}

Test(directives, come_one_after_the_other)
{
    struct directive found;
    struct directives source =
        directives_of(bytes_from_string("#if 0\nit's\n#endif\n\"\n#define A '\\''\n#undef A\n"));
    static const uint64_t lines[] = {1, 3, 5, 6};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        cr_assert(directives_next(&source, &found));
        cr_expect_eq(found.line, lines[i]);
    }
    cr_expect_not(directives_next(&source, &found));
    cr_expect_not(directives_next(&source, &found));
}

Test(directives, of_any_length_are_cut_to_what_fits)
{
    static char text[3 * DIRECTIVE_SIZE];
    struct directive found;
    memset(text, 'a', sizeof text);
    text[0] = '#';
    struct directives source = directives_of(bytes_of(text, sizeof text));
    cr_assert(directives_next(&source, &found));
    cr_expect_eq(found.len, DIRECTIVE_SIZE);
    cr_expect_not(directives_next(&source, &found));
}

Test(directives, are_read_of_a_source_cut_off_anywhere)
{
    static const char text[] = "/* a */ %:\\\n line 5 \"a\\\"\" ?\?/\n // b\n'\\'' ?\?=";
    for (size_t len = 0; len < sizeof text; len++) {
        char *copy = malloc(len + 1); /* ends where the text does */
        struct directive found;
        cr_assert_not_null(copy);
        memcpy(copy + 1, text, len);
        struct directives source = directives_of(bytes_of(copy + 1, len));
        while (directives_next(&source, &found))
            cr_expect_leq(found.line, found.next_line);
        free(copy);
    }
}
