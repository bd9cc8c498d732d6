#include "readers/stack_usage.h"

#include "base/scan.h"
#include "unit/fixture.h"
#include "unit/reader_case.h"

#include <criterion/criterion.h>

static bool read_and_end(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct stack_usage usage;
    bool read = stack_usage_read(name, text, &usage, error);
    *left_empty = usage.frames == NULL && usage.frame_count == 0;
    if (read)
        stack_usage_dispose(&usage);
    return read;
}

struct expected_frame {
    const char *text; /* a fixture, or the line itself */
    const char *file;
    uint64_t line;
    const char *function;
    uint64_t bytes;
    bool dynamic;
    bool bounded;
};

static void expect_frame(const struct stack_usage *usage, const struct expected_frame *expected)
{
    for (size_t i = 0; i < usage->frame_count; i++) {
        const struct stack_frame *got = &usage->frames[i];
        if (!bytes_equal(got->function, bytes_from_string(expected->function)))
            continue;
        cr_expect(bytes_equal(got->file, bytes_from_string(expected->file)), "%s: file %.*s",
                  expected->text, (int)got->file.len, (const char *)got->file.at);
        cr_expect_eq(got->line, expected->line, "%s: line", expected->text);
        cr_expect_eq(got->bytes, expected->bytes, "%s: bytes", expected->text);
        cr_expect_eq(got->dynamic, expected->dynamic, "%s: dynamic", expected->text);
        cr_expect_eq(got->bounded, expected->bounded, "%s: bounded", expected->text);
        return;
    }
    cr_expect_fail("%s: has no %s", expected->text, expected->function);
}

Test(stack_usage, reads_what_gcc_and_clang_write, .timeout = 10)
{
    static const struct expected_frame frames[] = {
        {"gcc-12/algo_one.su", "solutions/3-fix-window-size/algo_one.c", 9, "algo_one", 240, false,
         false},
        {"clang-14/algo_one.su", "solutions/3-fix-window-size/algo_one.c", 9, "algo_one", 200,
         false, false},
        {"gcc-12/storage.su", "programs/storage.c", 39, "with_vla", 16, true, false},
        {"gcc-12/storage.su", "programs/storage.c", 46, "with_alloca", 32, true, false},
        {"gcc-12/sanitized.su", "programs/storage.c", 51, "_sub_I_00099_1", 16, false, false},
        {"gcc-14/storage.su", "programs/storage.c", 39, "with_vla", 16, true, false},
        {"clang-14/storage.su", "programs/storage.c", 17, "resolved", 0, false, false},
        {"clang-14/storage.su", "programs/storage.c", 46, "with_alloca", 8, true, false},
        {"clang-14/sanitized.su", "programs/storage.c", 0, "asan.module_ctor", 8, false, false},
        {"clang-19/storage.su", "programs/storage.c", 39, "with_vla", 8, true, false},
    };
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        struct error error;
        struct stack_usage usage;
        struct bytes text = fixture_load(frames[i].text);
        cr_assert(stack_usage_read(frames[i].text, text, &usage, &error), "%s", error.text);
        expect_frame(&usage, &frames[i]);
        stack_usage_dispose(&usage);
        fixture_dispose(text);
    }
}

Test(stack_usage, reads_every_form_of_a_line, .timeout = 10)
{
    static const struct expected_frame frames[] = {
        {"a.c:1:2:f\t16\tdynamic,bounded\n", "a.c", 1, "f", 16, true, true},
        {"a.c:1:2:f.part.0\t0\tstatic\n", "a.c", 1, "f.part.0", 0, false, false},
        {"a b.c:1:2:f\t1\tstatic\n", "a b.c", 1, "f", 1, false, false},
        {"a:b.c:12:f\t1\tstatic\n", "a:b.c", 12, "f", 1, false, false},
        {"a:b.c:f\t1\tstatic\n", "a:b.c", 0, "f", 1, false, false},
        {"a:12b.c:f\t1\tstatic\n", "a:12b.c", 0, "f", 1, false, false},
        {"a.cc:3:5:void ns::f(int)\t1\tstatic\n", "a.cc", 3, "void ns::f(int)", 1, false, false},
        {"a.c:1:f\t18446744073709551615\tdynamic\n", "a.c", 1, "f", UINT64_MAX, true, false},
    };
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        struct error error;
        struct stack_usage usage;
        struct bytes text = bytes_from_string(frames[i].text);
        cr_assert(stack_usage_read("x", text, &usage, &error), "%s", error.text);
        expect_frame(&usage, &frames[i]);
        stack_usage_dispose(&usage);
    }
}

Test(stack_usage, reads_an_object_without_functions, .timeout = 10)
{
    struct error error;
    struct stack_usage usage;
    cr_expect(stack_usage_read("x", bytes_of(NULL, 0), &usage, &error));
    cr_expect_eq(usage.frame_count, 0);
    stack_usage_dispose(&usage);
}

/* What is cut off before one of its lines looks whole: there are 6 and 7. */
Test(stack_usage, refuses_a_file_cut_off_inside_a_line, .timeout = 10)
{
    struct bytes gcc = fixture_load("gcc-12/storage.su");
    struct bytes clang = fixture_load("clang-14/sanitized.su");
    cr_expect_eq(count_prefixes_read(read_and_end, gcc), 6);
    cr_expect_eq(count_prefixes_read(read_and_end, clang), 7);
    fixture_dispose(gcc);
    fixture_dispose(clang);
}

#define EXPECTED                                                                                   \
    "expected <file>:<line>:<function> <bytes> static, dynamic or dynamic,bounded, got "

Test(stack_usage, refuses_what_it_does_not_understand, .timeout = 10)
{
    static const struct refused cases[] = {
        {"a blank line", "\n", "x:1: " EXPECTED "\"\"", 0},
        {"binary", "\0\1\xff", "x:1: " EXPECTED "\"\\x00\\x01\\xff\" and the end of the text", 3},
        {"no function", "a.c:1:2:\t0\tstatic\n", "x:1: " EXPECTED "\"a.c:1:2:\\t0\\tstatic\"", 0},
        {"no file", ":1:2:f\t0\tstatic\n", "x:1: " EXPECTED "\":1:2:f\\t0\\tstatic\"", 0},
        {"no place", "f\t0\tstatic\n", "x:1: " EXPECTED "\"f\\t0\\tstatic\"", 0},
        {"no tab", "a.c:1:2:f 0 static\n", "x:1: " EXPECTED "\"a.c:1:2:f 0 static\"", 0},
        {"negative", "a.c:1:2:f\t-1\tstatic\n", "x:1: " EXPECTED "\"a.c:1:2:f\\t-1\\tstatic\"", 0},
        {"too large", "a.c:1:2:f\t18446744073709551616\tstatic\n",
         "x:1: " EXPECTED "\"a.c:1:2:f\\t18446744073709551616\\tstatic\"", 0},
        {"a second line, of another kind", "a.c:1:2:f\t0\tstatic\na.c:1:2:g\t0\tguessed\n",
         "x:2: " EXPECTED "\"a.c:1:2:g\\t0\\tguessed\"", 0},
        {"static and bounded", "a.c:1:2:f\t0\tstatic,bounded\n",
         "x:1: " EXPECTED "\"a.c:1:2:f\\t0\\tstatic,bounded\"", 0},
        {"only bounded", "a.c:1:2:f\t0\t,bounded\n",
         "x:1: " EXPECTED "\"a.c:1:2:f\\t0\\t,bounded\"", 0},
        {"cut off", "a.c:1:2:f\t0\tdynamic",
         "x:1: " EXPECTED "\"a.c:1:2:f\\t0\\tdynamic\" and the end of the text", 0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

Test(stack_usage, refuses_ten_megabytes_in_one_line, .timeout = 10)
{
    struct bytes text = repeated("a.c:1:2:", 1280 * 1024);
    expect_refusal(read_and_end, "10 MB", text,
                   "x:1: " EXPECTED
                   "\"a.c:1:2:a.c:1:2:a.c:1:2:a.c:1:2:a.c:1:2:a.c:1:2:a.c:1:2:a.c:...\" "
                   "(10485760 bytes) and the end of the text");
    fixture_dispose(text);
}

Test(stack_usage, says_when_there_is_no_memory, .timeout = 10)
{
    struct bytes text = repeated("a.c:1:2:f\t0\tstatic\n", 100);
    expect_no_memory_refused(read_and_end, text, "x: not enough memory to read it");
    fixture_dispose(text);
}
