#include "readers/opt_info.h"

#include "base/scan.h"
#include "unit/fixture.h"
#include "unit/reader_case.h"

#include <criterion/criterion.h>

static bool read_and_end(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct opt_info info;
    bool read = opt_info_read(name, text, &info, error);
    *left_empty = info.lines == NULL && info.count == 0;
    if (read)
        opt_info_dispose(&info);
    return read;
}

static void expect_bytes(struct bytes got, const char *expected, const char *what)
{
    cr_expect(bytes_equal(got, bytes_from_string(expected)), "%s: expected %s, got %.*s", what,
              expected, (int)got.len, (const char *)got.at);
}

struct expected_line {
    uint64_t line, column;
    enum opt_info_kind kind;
    const char *caller, *callee, *text;
};

static void expect_line(const char *name, const struct opt_info *info,
                        const struct expected_line *expected)
{
    for (size_t i = 0; i < info->count; i++) {
        const struct opt_info_line *got = &info->lines[i];
        if (got->line != expected->line || got->column != expected->column ||
            got->kind != expected->kind ||
            !bytes_equal(got->text, bytes_from_string(expected->text)))
            continue;
        expect_bytes(got->caller, expected->caller, expected->text);
        expect_bytes(got->callee, expected->callee, expected->text);
        return;
    }
    cr_expect_fail("%s has no %lu:%lu %s", name, (unsigned long)expected->line,
                   (unsigned long)expected->column, expected->text);
}

static void expect_lines(const char *name, size_t count, const struct expected_line *lines,
                         size_t line_count)
{
    struct error error;
    struct opt_info info;
    struct bytes text = fixture_load(name);
    cr_assert(opt_info_read(name, text, &info, &error), "%s", error.text);
    cr_expect_eq(info.count, count, "%s: %zu lines", name, info.count);
    for (size_t i = 0; i < line_count; i++)
        expect_line(name, &info, &lines[i]);
    opt_info_dispose(&info);
    fixture_dispose(text);
}

Test(opt_info, reads_what_gcc_12_and_14_say, .timeout = 10)
{
    static const struct expected_line lines[] = {
        {22, 28, OPT_INFO_OTHER, "", "", "Not inlining: recursive call."},
        {45, 12, OPT_INFO_MISSED, "flat", "never", "function not inlinable"},
        {60, 20, OPT_INFO_INLINED, "calls", "always", " (always_inline)."},
        {60, 9, OPT_INFO_INLINED, "calls", "twice", "."},
        {61, 25, OPT_INFO_MISSED, "calls", "large",
         "call is cold and code would grow at least by 57"},
        {61, 25, OPT_INFO_MISSED, "calls", "large", "--param max-inline-insns-auto limit reached"},
        {63, 16, OPT_INFO_MISSED, "calls", "memcmp", "function body not available"},
        {50, 12, OPT_INFO_INLINED, "known_pointer", "twice",
         " which now has time 3.000000 and size 4, net change of -6."},
    };
    enum { COUNT = sizeof lines / sizeof *lines };
    expect_lines("gcc-12/inlining.opt-info", 27, lines, COUNT);
    expect_lines("gcc-14/inlining.opt-info", 27, lines, COUNT);
}

/* What gcc split off a function, or copied of it, is the function to a reader. */
Test(opt_info, names_parts_by_their_function, .timeout = 10)
{
    static const struct expected_line lines[] = {
        {18, 5, OPT_INFO_MISSED, "bytes_skip", "__assert_fail", "function body not available"}};
    expect_lines("gcc-12/sees-all.opt-info", 59, lines, 1);
    expect_lines("gcc-14/sees-all.opt-info", 59, lines, 1);
}

Test(opt_info, reads_odd_lines, .timeout = 10)
{
    static const struct {
        const char *text, *file;
        size_t count;
    } rows[] = {
        {"", "", 0},
        {"a b:1:c.c:3:4: missed:   will wait\n", "a b:1:c.c", 1},
        {"a.c:3:4: optimized: speculates\n", "a.c", 1},
        {"a.c:3:4: note: Considering inline candidate f/1.\n", "", 0},
        {"missed:   not inlinable: f/1 -> g/2, why\n", "", 0},
        {"\n   Inlined 3 times, body grown from size 1 to 2\nFlattening f/1\n", "", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error;
        struct opt_info info;
        cr_assert(opt_info_read("x", bytes_from_string(rows[i].text), &info, &error), "%s",
                  error.text);
        cr_expect_eq(info.count, rows[i].count, "%s", rows[i].text);
        if (info.count > 0) {
            cr_expect_eq(info.lines[0].kind, OPT_INFO_OTHER);
            expect_bytes(info.lines[0].file, rows[i].file, "file");
        }
        opt_info_dispose(&info);
    }
}

/* What is cut off after one of its lines looks whole: there are 38, and the empty text. */
Test(opt_info, refuses_a_file_cut_off_inside_a_line, .timeout = 30)
{
    struct bytes text = fixture_load("gcc-12/inlining.opt-info");
    cr_expect_eq(count_prefixes_read(read_and_end, text), 38);
    fixture_dispose(text);
}

#define LINE "expected <file>:<line>:<column>: note, optimized or missed: <text>, got "
#define INTO "expected <function>/<number> into <function>/<number>, got "
#define ARROW "expected <function>/<number> -> <function>/<number>, <reason>, got "

Test(opt_info, refuses_what_it_does_not_understand, .timeout = 10)
{
    static const struct refused cases[] = {
        {"binary", "\0\1\xff", "x:1: " LINE "\"\\x00\\x01\\xff\" and the end of the text", 3},
        {"prose", "Hello.\n", "x:1: " LINE "\"Hello.\"", 0},
        {"no kind", "a.c:1:2: f\n", "x:1: " LINE "\"a.c:1:2: f\"", 0},
        {"another kind", "\na.c:1:2: hint: f\n", "x:2: " LINE "\"a.c:1:2: hint: f\"", 0},
        {"no column", "a.c:1: missed: f\n", "x:1: " LINE "\"a.c:1: missed: f\"", 0},
        {"no file", ":1:2: missed: f\n", "x:1: " LINE "\":1:2: missed: f\"", 0},
        {"a line too large", "a.c:18446744073709551616:2: missed: f\n",
         "x:1: " LINE "\"a.c:18446744073709551616:2: missed: f\"", 0},
        {"no number", "a.c:1:2: optimized: Inlining f into g/2.\n",
         "x:1: " INTO "\"a.c:1:2: optimized: Inlining f into g/2.\"", 0},
        {"no caller", "a.c:1:2: optimized: Inlined f/1 into /2.\n",
         "x:1: " INTO "\"a.c:1:2: optimized: Inlined f/1 into /2.\"", 0},
        {"no callee", "a.c:1:2: missed: not inlinable: f/1 -> , why\n",
         "x:1: " ARROW "\"a.c:1:2: missed: not inlinable: f/1 -> , why\"", 0},
        {"no reason", "a.c:1:2: missed: will not early inline: f/1->g/2\n",
         "x:1: " ARROW "\"a.c:1:2: missed: will not early inline: f/1->g/2\"", 0},
        {"cut off", "a.c:1:2: missed: not",
         "x:1: expected a whole line, got \"a.c:1:2: missed: not\" and the end of the text", 0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

Test(opt_info, refuses_ten_megabytes_in_one_line, .timeout = 10)
{
    struct bytes text = repeated("a.c:1:", 1792 * 1024);
    struct error error;
    bool left_empty;
    cr_expect_not(read_and_end("x", text, &error, &left_empty));
    cr_expect(left_empty);
    fixture_dispose(text);
}

Test(opt_info, says_when_there_is_no_memory, .timeout = 10)
{
    struct bytes text = fixture_load("gcc-12/inlining.opt-info");
    expect_no_memory_refused(read_and_end, text, "x: not enough memory to read it");
    fixture_dispose(text);
}
