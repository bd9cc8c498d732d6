#include "readers/remarks.h"

#include "base/scan.h"
#include "unit/fixture.h"
#include "unit/reader_case.h"

#include <criterion/criterion.h>
#include <string.h>

static bool read_and_end(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct remarks remarks;
    bool read = remarks_read(name, text, &remarks, error);
    *left_empty = remarks.list == NULL && remarks.count == 0;
    if (read)
        remarks_dispose(&remarks);
    return read;
}

struct expected_remark {
    uint64_t line, column;
    const char *name, *caller, *callee, *reason;
    int64_t cost, threshold;
};

static void expect_remark(const char *name, const struct remarks *remarks,
                          const struct expected_remark *expected)
{
    for (size_t i = 0; i < remarks->count; i++) {
        const struct remark *got = &remarks->list[i];
        if (got->line != expected->line || got->column != expected->column)
            continue;
        bool inlined = strstr(expected->name, "Inline") == expected->name ||
                       strcmp(expected->name, "AlwaysInline") == 0;
        cr_expect_eq(got->inlined, inlined, "%s: %s", name, expected->name);
        cr_expect_str_eq(got->name, expected->name);
        cr_expect_str_eq(got->file, "programs/inlining.c");
        cr_expect_str_eq(got->caller, expected->caller);
        cr_expect_str_eq(got->callee, expected->callee);
        if (expected->reason != NULL)
            cr_expect_str_eq(got->reason, expected->reason);
        cr_expect_eq(got->has_cost, expected->threshold != 0, "%s: %s", name, expected->name);
        cr_expect_eq(got->cost, expected->cost, "%s: %s", name, expected->callee);
        cr_expect_eq(got->threshold, expected->threshold, "%s: %s", name, expected->callee);
        return;
    }
    cr_expect_fail("%s: nothing at line %lu", name, (unsigned long)expected->line);
}

/* Clang 14 says what it always inlines without a reason, 19 with one. */
Test(remarks, reads_what_clang_14_and_19_say, .timeout = 10)
{
    static const struct expected_remark rows[] = {
        {22, 28, "NeverInline", "recursive", "recursive", "recursive", 0, 0},
        {45, 12, "NeverInline", "flat", "never", "noinline function attribute", 0, 0},
        {45, 23, "AlwaysInline", "flat", "recursive", NULL, 0, 0},
        {55, 12, "Inlined", "known_pointer", "through_pointer", "", -547, 337},
        {50, 12, "Inlined", "known_pointer", "twice", "", -30, 487},
        {61, 25, "TooCostly", "calls", "large", "", 675, 674},
        {63, 16, "NoDefinition", "calls", "memcmp", "", 0, 0},
    };
    static const struct {
        const char *name;
        size_t count;
    } files[] = {{"clang-14/inlining.remarks", 33}, {"clang-19/inlining.remarks", 22}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct error error;
        struct remarks remarks;
        struct bytes text = fixture_load(files[i].name);
        cr_assert(remarks_read(files[i].name, text, &remarks, &error), "%s", error.text);
        fixture_dispose(text);
        cr_expect_eq(remarks.count, files[i].count, "%s: %zu", files[i].name, remarks.count);
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
            expect_remark(files[i].name, &remarks, &rows[k]);
        remarks_dispose(&remarks);
    }
}

#define MISSED "--- !Missed\nPass: inline\nName: TooCostly\nFunction: f\n"
#define PLACE "DebugLoc: { File: 'a.c', Line: 3, Column: 4 }\n"
#define CALL "Args:\n  - Callee: g\n  - Caller: f\n"

Test(remarks, leaves_out_what_decides_nothing, .timeout = 10)
{
    static const struct {
        const char *text;
        size_t count;
    } rows[] = {
        {"", 0},
        {"--- !Missed\nPass: licm\nName: X\n...\n", 0},
        {"--- !Analysis\nPass: inline\nName: CanBeInlined\n...\n", 0},
        {MISSED CALL "...\n", 1},
        {MISSED PLACE CALL "...\n" MISSED PLACE CALL "...\n", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error;
        struct remarks remarks;
        cr_assert(remarks_read("x", bytes_from_string(rows[i].text), &remarks, &error), "%s",
                  error.text);
        cr_expect_eq(remarks.count, rows[i].count, "%s", rows[i].text);
        remarks_dispose(&remarks);
    }
}

#define WHERE "expected DebugLoc: { File: <name>, Line: <number>, Column: <number> }, got "
#define REMARK "expected a remark: --- !Passed or !Missed, got "
#define WHOLE "expected a remark with Name, Callee and Caller, got "

Test(remarks, refuses_what_it_does_not_understand, .timeout = 10)
{
    static const struct refused cases[] = {
        {"no YAML", "--- !Missed\nLater: {\n", "x:3: expected YAML, got the end of the text", 0},
        {"bad bytes", "--- !Missed\nPass: \xff\n", "x: expected UTF-8, got a byte 18 that is none",
         0},
        {"a NUL", "--- !Missed\nPass: \"inline\\0\"\n",
         "x:2: expected a text, got \"Pass: \\\"inline\\\\0\\\"\"", 0},
        {"not tagged", "Pass: inline\n", "x:1: " REMARK "\"Pass: inline\"", 0},
        {"a list", "--- !Missed\n- Pass\n", "x:1: " REMARK "\"--- !Missed\"", 0},
        {"no pass", "--- !Missed\nName: X\n",
         "x:1: expected a remark with Pass, got \"--- !Missed\"", 0},
        {"a list for a name", "--- !Missed\n[a]: b\n",
         "x:2: expected <name>: <value>, got \"[a]: b\"", 0},
        {"no name", "--- !Passed\nPass: inline\n" CALL, "x:1: " WHOLE "\"--- !Passed\"", 0},
        {"no arguments", MISSED PLACE, "x:1: " WHOLE "\"--- !Missed\"", 0},
        {"arguments of another kind", MISSED "Args: none\n",
         "x:5: expected Args: a list, got \"Args: none\"", 0},
        {"an argument of another kind", MISSED "Args:\n  - Callee\n",
         "x:6: expected <name>: <value>, got \"  - Callee\"", 0},
        {"an argument with another value", MISSED "Args:\n  - Callee: [g]\n",
         "x:6: expected a text, got \"  - Callee: [g]\"", 0},
        {"no caller", MISSED "Args:\n  - Callee: g\n", "x:1: " WHOLE "\"--- !Missed\"", 0},
        {"two callees", MISSED "Args:\n  - Callee: g\n  - Callee: h\n",
         "x:7: expected each name once, got \"  - Callee: h\"", 0},
        {"no number", MISSED CALL "  - Cost: much\n",
         "x:8: expected a number, got \"  - Cost: much\"", 0},
        {"too large", MISSED CALL "  - Threshold: 9223372036854775808\n",
         "x:8: expected a number, got \"  - Threshold: 9223372036854775808\"", 0},
        {"no column", MISSED "DebugLoc: { File: a.c, Line: 3 }\n" CALL,
         "x:5: " WHERE "\"DebugLoc: { File: a.c, Line: 3 }\"", 0},
        {"a negative line", MISSED "DebugLoc: { File: a.c, Line: -3, Column: 1 }\n" CALL,
         "x:5: expected a number, got \"DebugLoc: { File: a.c, Line: -3, Column: 1 }\"", 0},
        {"a second document", MISSED CALL "...\n--- 7\n", "x:9: " REMARK "\"--- 7\"", 0},
        {"deeply nested", MISSED "Later: [[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]\n",
         "x:5: expected no deeper nesting, got "
         "\"Later: [[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]\"",
         0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

/* A file is whole after any remark, so a prefix can be one; none may leak or crash. */
Test(remarks, survives_every_prefix, .timeout = 120)
{
    struct bytes text = fixture_load("clang-14/inlining.remarks");
    struct bytes two = bytes_of(text.at, 1200);
    size_t read = count_prefixes_read(read_and_end, two);
    cr_expect(read > 0 && read < two.len / 2, "%zu of %zu were read", read, two.len);
    fixture_dispose(text);
}

Test(remarks, is_not_held_up_by_deep_nesting, .timeout = 10)
{
    struct bytes text = repeated("--- !Missed\nPass: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", 64 * 1024);
    char *later = (char *)text.at + strlen("--- !Missed\n");
    expect_refusal(read_and_end, "of a text", text,
                   "x:2: expected a text, got \"Pass: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[--- !Missed\"");
    memcpy(later, "Next", 4);
    memset(later + 6, '[', text.len - 18);
    expect_refusal(read_and_end, "of what is skipped", text,
                   "x:2: expected no deeper nesting, got \"Next: "
                   "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
                   "[[[[[[...\" (3145716 bytes) and the end of the text");
    fixture_dispose(text);
}

Test(remarks, says_when_there_is_no_memory, .timeout = 60)
{
    struct bytes text = bytes_from_string(MISSED PLACE CALL "  - Reason: why\n...\n" MISSED CALL);
    expect_no_memory_refused(read_and_end, text, "x: not enough memory to read it");
}
