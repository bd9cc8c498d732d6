/* What documents/figures.h promises. */
#include "documents/figures.h"

#include <criterion/criterion.h>

TestSuite(figures, .timeout = 20);

static const struct {
    const char *text; /* has one figure */
    double number;
    enum unit unit;
    size_t line;
    const char *shown;
} found[] = {
    {"costs 53 B a call", 53, UNIT_BYTES, 0, "53 B"},
    {"(53,000 B)", 53000, UNIT_BYTES, 0, "(53,000 B)"},
    {"a\nb 2 allocs/op, c", 2, UNIT_BLOCKS, 1, "2 allocs/op,"},
    {"from 2\nallocations on", 2, UNIT_BLOCKS, 0, "2\nallocations"},
    {"\"1 block per op\"", 1, UNIT_BLOCKS, 0, "\"1 block"},
    {"| 905.3 ns/op |", 905.3, UNIT_NANOSECONDS, 0, "905.3 ns/op"},
    {"3,997 3,998 instructions.", 3998, UNIT_INSTRUCTIONS, 0, "3,998 instructions."},
    {"93 interface\ncalls", 93, UNIT_INTERFACE_CALLS, 0, "93 interface"},
    {"of 64 bytes:", 64, UNIT_BYTES, 0, "64 bytes:"},
    {"510 ms", 510, UNIT_MILLISECONDS, 0, "510 ms"},
};

Test(figures, are_numbers_with_a_unit)
{
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        struct bytes text = bytes_from_string(found[i].text);
        struct figure figure;
        size_t line = 0;
        cr_assert(figure_next(&text, &line, &figure), "%s", found[i].text);
        cr_expect_float_eq(figure.number, found[i].number, 1e-9, "%s", found[i].text);
        cr_expect_eq(figure.unit, found[i].unit, "%s", found[i].text);
        cr_expect_eq(figure.line, found[i].line, "%s", found[i].text);
        cr_expect(bytes_equal(figure.text, bytes_from_string(found[i].shown)), "%s",
                  found[i].shown);
        cr_expect_not(figure_next(&text, &line, &figure), "%s", found[i].text);
    }
}

Test(figures, other_numbers_and_words_are_none)
{
    static const char *const none[] = {"",       "5",          "B 5",     "x5 B",   "5-byte B",
                                       "16 KiB", "2 of 3",     "1.2.3 B", "17: x",  "... B",
                                       ". B",    "5 bytewise", "-5 B",    "0x10 B", "% B"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        struct bytes text = bytes_from_string(none[i]);
        struct figure figure;
        size_t line = 0;
        cr_expect_not(figure_next(&text, &line, &figure), "%s", none[i]);
    }
}

static bool has(const struct figures *figures, double number, enum unit unit, bool exact)
{
    return figures_have(figures, &(struct figure){.number = number, .unit = unit}, exact);
}

Test(figures, are_known_by_number_and_unit)
{
    struct figures figures = {.list = NULL};
    cr_assert(figures_add_text(&figures, bytes_from_string("2 allocs/op, 53 B/op; 12,000\n"
                                                           "instructions/op at 100 ns")));
    cr_assert(figures_add(&figures, 119, UNIT_BYTES));
    cr_expect_eq(figures.count, 5);
    cr_expect(has(&figures, 2, UNIT_BLOCKS, true));
    cr_expect(has(&figures, 53, UNIT_BYTES, false));
    cr_expect(has(&figures, 119, UNIT_BYTES, false));
    cr_expect_not(has(&figures, 54, UNIT_BYTES, false));
    cr_expect_not(has(&figures, 53, UNIT_BLOCKS, false));
    cr_expect(has(&figures, 11000, UNIT_INSTRUCTIONS, false));
    cr_expect_not(has(&figures, 11000, UNIT_INSTRUCTIONS, true));
    cr_expect_not(has(&figures, 9000, UNIT_INSTRUCTIONS, false));
    cr_expect(has(&figures, 90, UNIT_NANOSECONDS, false));
    figures_dispose(&figures);
    cr_expect_not(has(&figures, 53, UNIT_BYTES, false));
}
