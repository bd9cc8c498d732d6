#include "readers/memcheck.h"

#include "base/scan.h"
#include "unit/fixture.h"
#include "unit/reader_case.h"

#include <criterion/criterion.h>

#define FIRST "==7== Memcheck, a memory error detector\n"
#define NONE "==7== ERROR SUMMARY: 0 errors from 0 contexts (suppressed: 0 from 0)\n"
#define ONE "==7== ERROR SUMMARY: 1 errors from 1 contexts (suppressed: 0 from 0)\n"
#define STACK "==7==    at 0x109156: main (x.c:1)\n"

static bool read_and_end(const char *name, struct bytes text, struct error *error, bool *left_empty)
{
    struct memcheck memcheck;
    bool read = memcheck_read(name, text, &memcheck, error);
    *left_empty = memcheck.errors == 0 && memcheck.first_error.len == 0;
    return read;
}

/* Expects that the first error is these lines, each with its "\n". */
static void expect_first_error(struct bytes text, uint64_t errors, const char *lines)
{
    struct error error;
    struct memcheck memcheck;
    struct bytes left = bytes_from_string(lines);
    struct bytes line;
    cr_assert(memcheck_read("x", text, &memcheck, &error), "%s", error.text);
    cr_expect_eq(memcheck.errors, errors);
    while (memcheck_next_line(&memcheck.first_error, &line)) {
        cr_assert(left.len > line.len, "another line: %.*s", (int)line.len, (const char *)line.at);
        cr_expect(bytes_equal(line, bytes_of(left.at, line.len)), "got %.*s, expected %s",
                  (int)line.len, (const char *)line.at, (const char *)left.at);
        left = bytes_skip(left, line.len + 1);
    }
    cr_expect_eq(left.len, 0, "not in the log: %s", (const char *)left.at);
}

struct log_case {
    const char *log; /* a fixture, or the log itself */
    uint64_t errors;
    const char *first_error;
};

Test(memcheck, finds_the_first_error_of_a_real_log, .timeout = 10)
{
    static const struct log_case cases[] = {
        {"valgrind-3.19/memcheck.log", 0, ""},
        {"valgrind-3.24/memcheck.log", 0, ""},
        {"valgrind-3.19/memcheck-errors.log", 5,
         "Conditional jump or move depends on uninitialised value(s)\n"
         "at 0x484AACD: bcmp (in /usr/libexec/valgrind/vgpreload_memcheck-amd64-linux.so)\n"
         "by 0x109378: algo_one (algo_one.c:42)\n"
         "by 0x10912A: main (faulty.c:11)\n"},
        {"valgrind-3.24/memcheck-errors.log", 5,
         "Conditional jump or move depends on uninitialised value(s)\n"
         "at 0x4851B75: bcmp (vg_replace_strmem.c:1233)\n"
         "by 0x1093B7: algo_one (algo_one.c:42)\n"
         "by 0x10916A: main (faulty.c:11)\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bytes text = fixture_load(cases[i].log);
        expect_first_error(text, cases[i].errors, cases[i].first_error);
        fixture_dispose(text);
    }
}

Test(memcheck, tells_errors_from_other_news, .timeout = 10)
{
    static const struct log_case cases[] = {
        {FIRST NONE, 0, ""},
        {FIRST "==7== Process terminating with default action of signal 6\n" STACK "==7== \n" NONE,
         0, ""},
        {FIRST "==7== Warning: set address range perms: large range\n" STACK "==7== \n"
               "==7== Thread 2:\n==7== Invalid free()\n" STACK "==7== \n" ONE,
         1, "Thread 2:\nInvalid free()\nat 0x109156: main (x.c:1)\n"},
        {FIRST "==7== Some other news\n" STACK "==7== \n" NONE, 0, ""},
        {FIRST "==7== Warning: client switching stacks?\n" STACK "==7== \n==7== no stack\n==7== \n"
               "==7== Invalid free()\n" STACK ONE,
         1, "Invalid free()\nat 0x109156: main (x.c:1)\n"},
        {FIRST "==7== Invalid free()\n" STACK ONE, 1,
         "Invalid free()\nat 0x109156: main (x.c:1)\n"},
        {FIRST "==7== Invalid free()\n" STACK "--7-- WARNING: unhandled syscall: 999\n" ONE, 1,
         "Invalid free()\nat 0x109156: main (x.c:1)\n"},
        {FIRST "**7** ERROR SUMMARY: 0 errors from 0 contexts (suppressed: 0 from 0)\n"
               "==7== Invalid free()\n" STACK ONE,
         1, "Invalid free()\nat 0x109156: main (x.c:1)\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_first_error(bytes_from_string(cases[i].log), cases[i].errors, cases[i].first_error);
}

#define FAILED                                                                                     \
    "\nvalgrind: the 'impossible' happened:\n   Killed by fatal signal\n==7==    at 0x58: ???\n"
#define INVALID "==7== Invalid free()\n" STACK "==7== \n"

Test(memcheck, tells_that_it_failed_and_what_it_had_found, .timeout = 10)
{
    static const struct {
        const char *log;
        bool failed;
        const char *first_error;
    } cases[] = {
        {"", false, ""},
        {FAILED, false, ""},
        {FIRST, false, ""},
        {FIRST INVALID ONE, false, ""},
        {FIRST INVALID, false, ""},
        {FIRST "**7** valgrind: failed\n" INVALID ONE, false, ""},
        {FIRST FAILED, true, ""},
        {FIRST "valgrind: m_mallocfree.c:303: Assertion failed.\n", true, ""},
        {FIRST INVALID "--7-- VALGRIND INTERNAL ERROR: signal 11\n" FAILED, true,
         "==7== Invalid free()\n" STACK},
        {FIRST INVALID "==7== Invalid read\n" STACK FAILED, true, "==7== Invalid free()\n" STACK},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bytes first;
        bool failed = memcheck_failed(bytes_from_string(cases[i].log), &first);
        cr_expect_eq(failed, cases[i].failed, "log %zu", i);
        cr_expect(bytes_equal(first, bytes_from_string(cases[i].first_error)), "log %zu: %.*s", i,
                  (int)first.len, first.len == 0 ? "" : (const char *)first.at);
    }
}

Test(memcheck, cuts_lines_one_by_one, .timeout = 10)
{
    struct bytes lines = bytes_from_string("==7==    a\n==7==\nb\n==7c\n");
    struct bytes line;
    cr_expect(memcheck_next_line(&lines, &line));
    cr_expect(bytes_equal(line, bytes_from_string("a")));
    cr_expect(memcheck_next_line(&lines, &line));
    cr_expect_eq(line.len, 0);
    cr_expect(memcheck_next_line(&lines, &line));
    cr_expect(bytes_equal(line, bytes_from_string("b")));
    cr_expect(memcheck_next_line(&lines, &line));
    cr_expect(bytes_equal(line, bytes_from_string("==7c")));
    cr_expect_not(memcheck_next_line(&lines, &line));
}

Test(memcheck, refuses_every_log_that_was_cut_off, .timeout = 30)
{
    static const char *const logs[] = {
        "valgrind-3.19/memcheck.log", "valgrind-3.19/memcheck-errors.log",
        "valgrind-3.24/memcheck.log", "valgrind-3.24/memcheck-errors.log"};
    for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
        struct bytes text = fixture_load(logs[i]);
        cr_expect_eq(count_prefixes_read(read_and_end, text), 0);
        fixture_dispose(text);
    }
}

Test(memcheck, refuses_what_it_does_not_understand, .timeout = 10)
{
#define START "expected ==<pid>== Memcheck, a memory error detector, got "
#define SUMMARY "expected ERROR SUMMARY: <number> errors from <number> contexts, got "
    static const struct refused cases[] = {
        {"empty", "", "x:1: " START "the end of the text", 0},
        {"another tool", "==7== Massif, a heap profiler\n",
         "x:1: " START "\"==7== Massif, a heap profiler\"", 0},
        {"binary", "\0\n", "x:1: " START "\"\\x00\"", 2},
        {"a process id of more than 64 bits", "==18446744073709551616== Memcheck\n",
         "x:1: " START "\"==18446744073709551616== Memcheck\"", 0},
        {"no summary", FIRST "==7== \n", "x:3: expected an ERROR SUMMARY, got the end of the text",
         0},
        {"another process", FIRST "==8== Invalid free()\n" NONE,
         "x:2: expected ==7==, got \"==8== Invalid free()\"", 0},
        {"another process's summary",
         FIRST "==8== ERROR SUMMARY: 0 errors from 0 contexts (suppressed: 0 from 0)\n",
         "x:2: expected ==7==, got "
         "\"==8== ERROR SUMMARY: 0 errors from 0 contexts (suppressed: 0...\" (68 bytes)",
         0},
        {"a line without a prefix", FIRST "### unhandled dwarf2 abbrev form code 0x25\n" NONE,
         "x:2: expected ==7==, got \"### unhandled dwarf2 abbrev form code 0x25\"", 0},
        {"valgrind without a number", FIRST "--x-- news\n",
         "x:2: expected ==7==, got \"--x-- news\"", 0},
        {"valgrind without a blank", FIRST "--7--news\n", "x:2: expected ==7==, got \"--7--news\"",
         0},
        {"a client without a number", FIRST "**x** news\n",
         "x:2: expected ==7==, got \"**x** news\"", 0},
        {"a client without a blank", FIRST "**7**news\n", "x:2: expected ==7==, got \"**7**news\"",
         0},
        {"two voices", FIRST "--**7** news\n", "x:2: expected ==7==, got \"--**7** news\"", 0},
        {"a line cut off", FIRST "==7== HEAP SUMM",
         "x:2: expected a whole line, got \"==7== HEAP SUMM\" and the end of the text", 0},
        {"a client's line cut off", FIRST "**7** x",
         "x:2: expected ==7==, got \"**7** x\" and the end of the text", 0},
        {"a negative number", FIRST "==7== ERROR SUMMARY: -1 errors from 0 contexts\n",
         "x:2: " SUMMARY "\"==7== ERROR SUMMARY: -1 errors from 0 contexts\"", 0},
        {"too many errors",
         FIRST "==7== ERROR SUMMARY: 18446744073709551616 errors from 0 contexts\n",
         "x:2: " SUMMARY "\"==7== ERROR SUMMARY: 18446744073709551616 errors from 0 cont...\""
         " (64 bytes)",
         0},
        {"a summary cut off", FIRST "==7== ERROR SUMMARY: 1",
         "x:2: " SUMMARY "\"==7== ERROR SUMMARY: 1\" and the end of the text", 0},
        {"something after the summary", FIRST NONE "==7== \n",
         "x:3: expected nothing after the ERROR SUMMARY, got \"==7== \"", 0},
        {"errors that the log does not tell of", FIRST "==7== HEAP SUMMARY:\n" ONE,
         "x:3: expected 0 errors, as the log has none, got \"==7== ERROR SUMMARY: 1 errors from 1 "
         "contexts (suppressed: 0...\" (68 bytes)",
         0},
    };
    expect_refused(read_and_end, cases, sizeof cases / sizeof *cases);
}

Test(memcheck, refuses_ten_megabytes_in_one_line, .timeout = 10)
{
    struct bytes text = repeated("==7== Memc", 1024 * 1024);
    expect_refusal(read_and_end, "10 MB", text,
                   "x:1: " START "\"==7== Memc==7== Memc==7== Memc==7== Memc==7== Memc==7== Memc"
                   "...\" (10485760 bytes) and the end of the text");
    fixture_dispose(text);
}
