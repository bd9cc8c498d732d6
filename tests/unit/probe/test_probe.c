/* What the usage of a probe promises, of real ones. */
#include "support/scratch.h"
#include "unit/probe/probing.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static void make_cases(void);

TestSuite(probe, .timeout = 10, .init = make_cases, .fini = scratch_remove);

#define USAGE                                                                                      \
    "usage: " PROBE " FIND REPL < input > output    replace every FIND by REPL;\n"                 \
    "                                        -- goes in front of a FIND that begins with --\n"     \
    "       " PROBE " --replay CASE                 run one saved case, and show it\n"             \
    "       " PROBE " --cases CASES ANSWERS [MARK]  answer cases; then print MARK\n"               \
    "       " PROBE " --ops N[,M] CASES [[ANSWERS] MARK] answer each N times for a profiler (all " \
    "but the\n                                        first M times); print MARK\n"

#define HEAD "expected case DATA FIND REPL BEFORE ROOM REFUSE, got "

/* The files that the tests name. "vast" asks for more memory than there is. */
static void make_cases(void)
{
    scratch_make();
    scratch_write("in", bytes_from_string("an elvis"));
    scratch_write("cases", bytes_from_string("case 8 5 5 0 0 0\nan elviselvisElvis\n"));
    scratch_write("vast", bytes_from_string("case 0 0 0 0 4611686018427387904 0\n\n"));
    scratch_write("two", bytes_from_string("case 2 2 1 0 0 0\nababX\ncase 1 1 1 0 0 0\nbbY\n"));
    scratch_write("second-damaged", bytes_from_string("case 0 0 0 0 0 0\n\ncase 9 0 0 0 0 0\n\n"));
    scratch_write("damaged", bytes_from_string("case 9 0 0 0 0 0\n\n"));
    scratch_write("empty", bytes_of(NULL, 0));
}

struct row {
    const char *words[6]; /* behind the program */
    const char *output, *errors;
    const char *in, *out; /* paths; NULL: nothing, and the file "out" */
    int code;
};

static void expect_rows(const char *program, const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *words[8] = {program};
        memcpy(words + 1, rows[i].words, sizeof rows[i].words);
        struct process_request request = scratch_request(words);
        request.input = rows[i].in;
        request.output = rows[i].out == NULL ? "out" : rows[i].out;
        struct process_result result = process_run(&request);
        cr_expect_eq(result.end, PROCESS_EXITED, "row %zu", i);
        cr_expect_eq(result.code, rows[i].code, "row %zu: exit status %d", i, result.code);
        scratch_expect("err", bytes_from_string(rows[i].errors));
        if (rows[i].out == NULL)
            scratch_expect("out", bytes_from_string(rows[i].output));
    }
}

#define ROWS(rows) rows, sizeof(rows) / sizeof *(rows)

Test(probe, that_is_asked_for_nothing_it_knows_shows_its_usage)
{
    static const struct row rows[] = {
        {{NULL}, "", USAGE, NULL, NULL, 2},
        {{"elvis"}, "", USAGE, NULL, NULL, 2},
        {{"a", "b", "c"}, "", USAGE, NULL, NULL, 2},
        {{"--replay"}, "", USAGE, NULL, NULL, 2},
        {{"--replay", "cases", "x"}, "", USAGE, NULL, NULL, 2},
        {{"--cases"}, "", USAGE, NULL, NULL, 2},
        {{"--cases", "cases", "answers", "MARK", "x"}, "", USAGE, NULL, NULL, 2},
        {{"--ops"}, "", USAGE, NULL, NULL, 2},
        {{"--ops", "1", "cases", "answers", "MARK", "x"}, "", USAGE, NULL, NULL, 2},
    };
    expect_rows(PROBE, ROWS(rows));
}

Test(probe, replaces_in_a_stream)
{
    static const struct row rows[] = {
        {{"elvis", "Elvis"}, "an Elvis", "", "in", NULL, 0},
        {{"elvis", ""}, "an ", "", "in", NULL, 0},
        {{"x", "y"}, "an elvis", "", "in", NULL, 0},
        {{"x", "y"}, "", "", NULL, NULL, 0},
        {{"", "y"}, "", "probe: algo_one returned STREAM_EMPTY_FIND\n", "in", NULL, 2},
        {{"x", "y"}, "", "probe: cannot read the input: Is a directory\n", ".", NULL, 2},
        {{"x", "y"},
         NULL,
         "probe: cannot write the output: No space left on device\n",
         "in",
         "/dev/full",
         2},
    };
    expect_rows(PROBE, ROWS(rows));
}

Test(probe, replays_a_case)
{
    static const struct row rows[] = {
        {{"--replay", "cases"},
         "data   \"an elvis\"\nfind   \"elvis\"\nrepl   \"Elvis\"\noutput \"an Elvis\"\n"
         "status STREAM_OK\n",
         "",
         NULL,
         NULL,
         0},
        {{"--replay", "missing"},
         "",
         "probe: --replay: missing: No such file or directory\n",
         NULL,
         NULL,
         2},
        {{"--replay", "empty"},
         "",
         "probe: --replay: empty:1: " HEAD "the end of the text\n",
         NULL,
         NULL,
         2},
        {{"--replay", "cases"},
         NULL,
         "probe: --replay: cannot write: No space left on device\n",
         NULL,
         "/dev/full",
         2},
    };
    expect_rows(PROBE, ROWS(rows));
}

Test(probe, answers_cases)
{
#define EXPECTED_BODY "expected as many bytes as the case's first line says, got "
#define BODY "damaged:2: " EXPECTED_BODY
    static const struct row rows[] = {
        {{"--cases", "cases", "answers", "MARK"}, "MARK", "", NULL, NULL, 0},
        {{"--cases", "cases", "answers"}, "", "", NULL, NULL, 0},
        {{"--cases", "cases", "answers", "MARK"}, NULL, "", NULL, "/dev/full", 99},
        {{"--cases", "missing", "no", "MARK"},
         "",
         "probe: missing: No such file or directory\n",
         NULL,
         NULL,
         2},
        {{"--cases", "cases", "no/answers", "MARK"},
         "",
         "probe: no/answers: No such file or directory\n",
         NULL,
         NULL,
         2},
        {{"--cases", "cases", "/dev/full", "MARK"},
         "",
         "probe: cases: cannot answer cases: No space left on device\n",
         NULL,
         NULL,
         2},
        {{"--cases", "damaged", "no", "MARK"}, "", "probe: cases: " BODY "\"\"\n", NULL, NULL, 2},
    };
    expect_rows(PROBE, ROWS(rows));
    scratch_expect("answers", bytes_from_string("answer 0 8 0 0 0 0\nan Elvis\nend\n"));
}

Test(probe, calls_for_a_profiler)
{
#define NUMBER "probe: --ops: expected a number, or two\n"
    static const struct row rows[] = {
        {{"--ops", "3", "cases", "MARK"}, "MARK", "", NULL, NULL, 0},
        {{"--ops", "0", "cases"}, "", "", NULL, NULL, 0},
        {{"--ops", "3", "cases", "MARK"}, NULL, "", NULL, "/dev/full", 99},
        {{"--ops", "", "cases", "MARK"}, "", NUMBER, NULL, NULL, 2},
        {{"--ops", "x", "cases", "MARK"}, "", NUMBER, NULL, NULL, 2},
        {{"--ops", "-1", "cases", "MARK"}, "", NUMBER, NULL, NULL, 2},
        {{"--ops", "1x", "cases", "MARK"}, "", NUMBER, NULL, NULL, 2},
        {{"--ops", "1,", "cases", "MARK"}, "", NUMBER, NULL, NULL, 2},
        {{"--ops", "1,2,3", "cases", "MARK"}, "", NUMBER, NULL, NULL, 2},
        {{"--ops", "2,1", "cases", "MARK"}, "MARK", "", NULL, NULL, 0},
        {{"--ops", " 1", "cases", "MARK"}, "", NUMBER, NULL, NULL, 2},
        {{"--ops", "18446744073709551616", "cases", "MARK"}, "", NUMBER, NULL, NULL, 2},
        {{"--ops", "1", "missing", "MARK"},
         "",
         "probe: missing: No such file or directory\n",
         NULL,
         NULL,
         2},
        {{"--ops", "1", "second-damaged", "MARK"},
         "",
         "probe: --ops: second-damaged:4: " EXPECTED_BODY "\"\"\n",
         NULL,
         NULL,
         2},
        {{"--ops", "1", "empty", "MARK"},
         "",
         "probe: --ops: empty:1: " HEAD "the end of the text\n",
         NULL,
         NULL,
         2},
    };
    expect_rows(PROBE, ROWS(rows));
}

Test(probe, calls_for_a_profiler_on_one_case_after_the_other)
{
    static const struct row row = {
        {"--ops", "2", "two", "answers", "MARK"}, "MARK", "", NULL, NULL, 0};
    static const struct row other = {
        {"--ops", "1,2", "two", "answers", "MARK"}, "MARK", "", NULL, NULL, 0};
    expect_rows(PROBE, &other, 1);
    scratch_expect("answers", bytes_from_string("answer 0 1 0 0 0 0\nX\n"
                                                "answer 0 1 0 0 0 0\nY\nanswer 0 1 0 0 0 0\nY\n"));
    expect_rows(PROBE, &row, 1);
    scratch_expect("answers", bytes_from_string("answer 0 1 0 0 0 0\nX\nanswer 0 1 0 0 0 0\nX\n"
                                                "answer 0 1 0 0 0 0\nY\nanswer 0 1 0 0 0 0\nY\n"));
}

/* Not of a probe that a sanitizer watches: it would say so too. */
Test(probe, says_when_memory_cannot_be_had)
{
    static const struct row rows[] = {
        {{"--replay", "vast"},
         "",
         "probe: --replay: cannot run the case: Cannot allocate memory\n",
         NULL,
         NULL,
         2},
        {{"--cases", "vast", "no", "MARK"},
         "",
         "probe: cases: cannot answer vast: Cannot allocate memory\n",
         NULL,
         NULL,
         2},
        {{"--ops", "1", "vast", "MARK"},
         "",
         "probe: --ops: Cannot allocate memory\n",
         NULL,
         NULL,
         2},
    };
    expect_rows(PROBE_THAT_OBEYS, ROWS(rows));
}

static struct process_result run_in_shell(const char *script)
{
    const char *const words[] = {"sh", "-c", script, PROBE, NULL};
    struct process_request request = scratch_request(words);
    return process_run(&request);
}

Test(probe, is_started_with_what_a_shell_leaves_it)
{
    static const struct {
        const char *script, *errors;
        int code;
    } rows[] = {
        {"\"$0\" x y < in >&-", "probe: cannot write the output: Bad file descriptor\n", 2},
        {"\"$0\" x y <&-", "probe: cannot read the input: Bad file descriptor\n", 2},
        {"\"$0\" --cases cases answers MARK >&-", "", 99},
        {"ulimit -n 50; \"$0\" --cases cases answers MARK", "probe: answers: Invalid argument\n",
         2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_expect_eq(run_in_shell(rows[i].script).code, rows[i].code, "%s", rows[i].script);
        scratch_expect("err", bytes_from_string(rows[i].errors));
    }
}

Test(probe, calls_as_often_as_it_is_told)
{
    static const char *const words[] = {PROBE_THAT_OBEYS, "--ops", "5", "cases", "MARK", NULL};
    const struct probe_case c = {.find = bytes_from_string("print"), .room = 10};
    write_cases("cases", &c, 1);
    struct process_request request = scratch_request(words);
    cr_expect_eq(process_run(&request).code, 0);
    scratch_expect("out", bytes_from_string("xxxxxMARK"));
}
