/* Every start file and every solution, as every stage: its verdict, its gates, its figures. */
#include "check/checking.h"
#include "check/matrix.h"
#include "check/numbers.h"
#include "check_test_config.h" /* made by CMake: where the check is */

#include <criterion/criterion.h>
#include <criterion/hooks.h>
#include <criterion/parameterized.h>
#include <stdlib.h>
#include <string.h>

#define S1 "1-algo-one/algo_one.c"
#define S2 "2-remove-interface-call/algo_one.c"
#define S3 "3-fix-window-size/algo_one.c"
#define S4 "4-cpu-hotspot/algo_one.c"

#define S5 "5-keep-going/replacer.c"

#define T "0-the-talk/algo_one.c"

enum { STAGES = 5 };

/*
 * The gates that each file must fail at as each stage; "" for a pass. Every start file fails its own
 * stage; every solution passes it, and fails the next one. A file of another contract is none.
 */
static const struct {
    const char *file;
    const char *failed[STAGES];
} matrix[] = {
    {"stages/" S1, {"heap", "heap cpu", "heap cpu", "heap cpu", "build"}},
    {"stages/" S2, {"", "heap cpu", "heap cpu", "heap cpu", "build"}},
    {"stages/" S3, {"", "", "heap", "heap cpu", "build"}},
    {"stages/" S4, {"", "", "", "cpu", "build"}},
    {"stages/" S5, {"build", "build", "build", "build", "heap cpu"}},
    {"solutions/" T, {"heap", "heap cpu", "heap cpu", "heap cpu", "build"}},
    {"solutions/" S1, {"", "heap cpu", "heap cpu", "heap cpu", "build"}},
    {"solutions/" S2, {"", "", "heap", "heap cpu", "build"}},
    {"solutions/" S3, {"", "", "", "cpu", "build"}},
    {"solutions/" S4, {"", "", "", "", "build"}},
    {"solutions/" S5, {"build", "build", "build", "build", ""}},
    {"solutions/algo-two/algo_one.c",
     {"correctness", "correctness", "correctness", "correctness cpu", "build"}},
};

enum { CELLS = STAGES * (sizeof matrix / sizeof *matrix) };

static const struct figures {
    const char *file;
    unsigned stage;
    double allocs, bytes; /* per op */
    double leaked, peak;  /* bytes, of 1000 ops */
    bool interface;       /* whether it makes interface calls */
} figures[] = {
    {"stages/" S1, 1, 2, 53, 53000, 53000, true}, {"stages/" S2, 2, 2, 53, 0, 53, true},
    {"stages/" S3, 3, 1, 5, 0, 5, false},         {"stages/" S4, 4, 0, 0, 0, 0, false},
    {"solutions/" S1, 1, 2, 53, 0, 53, true},     {"solutions/" S2, 2, 1, 5, 0, 5, false},
    {"solutions/" S3, 3, 0, 0, 0, 0, false},      {"solutions/" S4, 4, 0, 0, 0, 0, false},
    {"solutions/" S1, 2, 2, 53, 0, 53, true},     {"solutions/" S2, 3, 1, 5, 0, 5, false},
    {"solutions/" S3, 4, 0, 0, 0, 0, false},      {"stages/" S5, 5, 2, 199, 0, 199, false},
    {"solutions/" S5, 5, 1, 88, 0, 88, false},
};

ReportHook(PRE_ALL)(struct criterion_test_set *tests)
{
    (void)tests;
    matrix_begin();
}

ReportHook(POST_ALL)(struct criterion_global_stats *stats)
{
    (void)stats;
    matrix_draw_table();
}

static void expect_figures(const struct figures *row, const struct checked *checked)
{
    cr_expect_eq(checked_figure(checked, "allocs_per_op"), row->allocs);
    cr_expect_eq(checked_figure(checked, "bytes_per_op"), row->bytes);
    cr_expect_eq(checked_figure(checked, "leaked_bytes"), row->leaked);
    cr_expect_eq(checked_figure(checked, "peak_bytes"), row->peak);
    cr_expect_eq(checked_figure(checked, "interface_calls_per_op") > 0, row->interface);
    cr_expect_gt(checked_figure(checked, "instructions_per_op"), 0);
}

static void expect_its_figures(const char *file, unsigned stage, const struct checked *checked)
{
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        if (figures[i].stage == stage && strcmp(figures[i].file, file) == 0)
            expect_figures(&figures[i], checked);
    }
}

ParameterizedTestParameters(verdicts, every_file_gets_its_gates_and_figures)
{
    return numbers_below(CELLS, NULL);
}

ParameterizedTest(size_t *number, verdicts, every_file_gets_its_gates_and_figures, .timeout = 300)
{
    const char *file = matrix[*number / STAGES].file;
    const char *failed = matrix[*number / STAGES].failed[*number % STAGES];
    unsigned stage = (unsigned)(*number % STAGES) + 1;
    const char *verdict = failed[0] == '\0' ? "pass" : "not-yet";

    struct checked checked = check_file(stage, file);
    const char *got = checked_failed(&checked);
    matrix_note(*number, file, stage, failed, got[0] == '\0' ? checked_verdict(&checked) : got);
    cr_expect_str_eq(checked_verdict(&checked), verdict, "%s", ran_output(&checked.ran));
    cr_expect_str_eq(got, failed, "%s as stage %u:\n%s", file, stage, ran_output(&checked.ran));
    cr_expect_eq(checked.ran.end.code, failed[0] == '\0' ? 0 : 1);
    expect_its_figures(file, stage, &checked);
    checked_dispose(&checked);
}

/* The ledger names the learner's line, and the path through an inlined constructor. */
Test(verdicts, the_ledger_says_where_memory_came_from, .timeout = 300)
{
    struct checked checked = check_file(2, "stages/" S2);
    const char *heap = checked_message(&checked, "heap");
    cr_expect_not_null(strstr(heap, "algo_one.c:18  48 B  1 block per op  buffer_new(data)"), "%s",
                       heap);
    cr_expect_not_null(strstr(heap, "in buffer_new (buffer.h:39) < algo_one (algo_one.c:18)"), "%s",
                       heap);
    cr_expect_not_null(strstr(heap, "5 B  1 block per op  malloc(find.len)"), "%s", heap);
    checked_dispose(&checked);
}

/*
 * What a message of a gate must hold, whatever the seed and the compiler, and what it must not: names
 * of ours, paths of Valgrind's.
 */
static const struct {
    const char *file;
    unsigned stage;
    const char *gate;
    const char *parts[5];
} messages[] = {
    {"stages/" S5,
     5,
     "heap",
     {" allocated after replacer_init has returned; the ceiling is 0:\n  replacer.c:58  ",
      "  buffer_write(&replacer->gathered, chunk)\n",
      "  (right)\n  to see it: make profile 5 CASE="}},
    {"stages/" S5,
     5,
     "cpu",
     {"on the talk's stream: ", "\n  where each window is nearly a match, the ceiling is ",
      " instructions a byte, 4 times algo-two's ",
      "\n  the lines that cost most where each window is nearly a match, with what they call:\n"
      "  replacer.c:67  ",
      "\n  replacer.c:24  "}},
    {"stages/" S4,
     4,
     "cpu",
     {" instructions/op, 1/3 of solution-3's ",
      ", measured in this check\n  the ceiling is fewer than algo-two's ",
      " instructions/op, measured in this check\n  the lines that cost most, with what they call:\n"
      "  algo_one.c:37  "}},
    {"tests/submissions/leaks_on_empty_data.c",
     1,
     "heap",
     {"every way out:\n  leaks_on_empty_data.c:14  48 B", "  (right)\n",
      "  to run it: valgrind --leak-check=full "}},
    {"tests/submissions/uninitialised.c",
     2,
     "memory",
     {"\n    at memcmp\n    by algo_one (uninitialised.c:24)\n", "\n    at malloc\n"}},
    {"tests/submissions/reads_in_front.c",
     4,
     "memory",
     {"\n  The address is in front of data, find or repl, outside of it\n"}},
    {"tests/submissions/reads_past_the_end.c",
     3,
     "memory",
     {"\n  The address is behind data, find or repl, outside of it\n",
      "\n  got      no answer: the call did not return\n"}},
    {"tests/submissions/calls_nothing.c",
     1,
     "build",
     {"says:\n", "  tests/submissions/calls_nothing.c:10: undefined"}},
    {"tests/submissions/wrong_type.c", 1, "build", {"\n  stages/algo_one.h:"}},
    {"tests/submissions/stream_one_replacer.c",
     5,
     "correctness",
     {"):\n  the replacer crashed (segmentation fault: it touched memory that is not its own)\n  ",
      " cases before that are wrong, too; the smallest:\n  case     ",
      ", which replaces repl by find: in the end its output comes behind the first one's\n"}},
    {"tests/check/overruns_its_block.c",
     1,
     "correctness",
     {"):\n  algo_one was aborted (by the C library or an assertion); it said: ",
      "\n  memory shows an error that can be why: look at its case first"}},
    {"tests/check/overruns_its_block.c",
     1,
     "heap",
     {"stopped: Valgrind itself failed while it ran algo_one, usually because of a write outside a "
      "heap block or a wrong free: look at memory first"}},
    {"tests/check/overruns_its_block.c",
     1,
     "memory",
     {"memcheck found an error:\n  Invalid write of size 8\n    at algo_one "
      "(overruns_its_block.c:25)"}},
    {"tests/check/reads_in_its_last_call.c",
     4,
     "memory",
     {" found an error:\n  segmentation fault  reads_in_its_last_call.c:25  return buffer_write(",
      "\n  The address is behind data, find or repl, outside of it\n  case     "}},
    {"tests/check/keeps_its_first_window.c",
     1,
     "memory",
     {"memcheck found an error:\n  Invalid write of size ",
      "\n  alone, this case shows no error, so an earlier call left something behind"}},
    {"tests/check/answers_every_other_call.c",
     1,
     "correctness",
     {" cases are wrong (",
      "\n  alone, this case comes out right, so an earlier call left something behind"}},
    {"tests/submissions/frees_the_output.c",
     3,
     "memory",
     {"cannot be read: something wrote over it\n  output's memory was freed:\n    at free\n    by "
      "algo_one (frees_the_output.c:23)\n"}},
    {"tests/submissions/short_read.c",
     2,
     "memory",
     {"appended bytes to output that were never written\n",
      "\n  Uninitialised value was created by a heap allocation\n    at malloc\n"}},
    {"tests/submissions/stream_old_chunk.c",
     5,
     "memory",
     {"\n  The address is in front of data, find or repl, or in a chunk that was taken back when "
      "its call returned\n"}},
    {"tests/submissions/window_too_small.c",
     3,
     "correctness",
     {"\n  memory shows an error that can be why: look at its case first\n  to run it: "}},
    {"tests/submissions/window_too_small.c",
     3,
     "memory",
     {"AddressSanitizer found an error:\n  stack-buffer-overflow  window_too_small.c:1",
      " overflows this variable: 'window' (line 13), which has 5 bytes\n"}},
    {"tests/submissions/crashes.c",
     2,
     "memory",
     {"found an error:\n  segmentation fault  crashes.c:24  bool full = buffer_read(",
      "\n  the pointer there is NULL, or nearly\n"}},
    {"tests/submissions/slides_by_memcpy.c",
     3,
     "memory",
     {"\n  memcpy-param-overlap  slides_by_memcpy.c:58  memcpy(window, window + 1, end);\n"
      "  the address is inside this variable: 'on_stack' (line 13), which has 64 bytes\n"}},
    {"tests/submissions/below_the_stack.c",
     3,
     "memory",
     {"\n  The address is in no block of the heap, and in no part of the stack that is in use\n"}},
    {"tests/check/skips_too_far.c",
     1,
     "correctness",
     {" an assertion); it said: stages/stream/bytes.c:", ": Assertion `n <= from.len' failed"}},
    {"tests/submissions/forgets_a_status.c",
     3,
     "correctness",
     {"\n  got      \"ac\"\n  returned STREAM_OK; expected STREAM_NO_MEMORY\n"}},
    {"tests/submissions/resets_the_output.c",
     3,
     "correctness",
     {"\"  (in output before the call; it must stay)\n  expected "}},
    {"tests/submissions/below_the_stack.c",
     3,
     "heap",
     {"stopped: algo_one crashed (segmentation fault"}},
    {"tests/submissions/prints.c",
     3,
     "heap",
     {"; 1 block is allocated in all 1,000 ops together\n  prints.c:16  4,096 B  1 block in all  "
      "printf(",
      ")  did you leave a printf in?\n"}},
    {"tests/submissions/prints.c",
     1,
     "heap",
     {" 1 block is allocated and 0 are freed; ", ")  did you leave a printf in?  never freed\n"}},
    {"tests/submissions/prints.c",
     3,
     "cpu",
     {" system calls/op, which ask the operating system to do something: did you leave a printf "
      "in?"}},
    {"tests/check/writes_nothing.c",
     5,
     "heap",
     {"\n  on a stream of 16 MiB: stopped: the replacer was aborted (by the C library or an "
      "assertion)\n  on a stream like the talk's, call 1 of 1000 gave a wrong answer "}},
    {"tests/check/writes_nothing.c",
     5,
     "cpu",
     {"\n  on the talk's stream, call 1 of 100 gave a wrong answer while it was measured: "
      "the ",
      "\n  where a match is rare, call 1 of 2 gave a wrong answer while it was measured"}},
};

static void expect_message(size_t i)
{
    static const char *const ours[] = {"vgpreload",      "memfd",    "probe_ops",
                                       "probe-static",   "collect2", "program.o",
                                       "<command-line>", CHECK_ROOT, "anonymous segment"};
    struct checked checked = check_file(messages[i].stage, messages[i].file);
    const char *message = checked_message(&checked, messages[i].gate);
    for (size_t k = 0; k < 5 && messages[i].parts[k] != NULL; k++)
        cr_expect_not_null(strstr(message, messages[i].parts[k]), "expected \"%s\" in\n%s",
                           messages[i].parts[k], message);
    for (size_t k = 0; k < sizeof ours / sizeof *ours; k++)
        cr_expect_null(strstr(message, ours[k]), "%s is in\n%s", ours[k], message);
    if (strstr(message, "\n  alone, this case ") != NULL)
        cr_expect_null(strstr(message, "\n  to "), "%s", message);
    bool expects = strstr(message, "\n  expected \"") != NULL;
    cr_expect_eq(expects, strstr(message, "\n  got      ") != NULL, "%s", message);
    checked_dispose(&checked);
}

ParameterizedTestParameters(verdicts, messages_are_about_the_learners_program)
{
    return numbers_below(sizeof messages / sizeof *messages, NULL);
}

ParameterizedTest(size_t *number, verdicts, messages_are_about_the_learners_program, .timeout = 300)
{
    expect_message(*number);
}

/* One that does not return costs its limit once, and not in each gate. */
Test(verdicts, what_does_not_return_is_not_run_behind_valgrind, .timeout = 300)
{
    static const char *const gates[] = {"memory", "storage", "heap", "cpu"};
    struct checked checked = check_file(3, "tests/submissions/never_returns.c");
    cr_expect_str_eq(checked_failed(&checked), "correctness memory storage heap cpu");
    for (size_t i = 0; i < sizeof gates / sizeof *gates; i++) {
        const char *message = checked_message(&checked, gates[i]);
        cr_expect_str_eq(message,
                         "stopped: algo_one did not finish its cases within 5 s of CPU time, as "
                         "correctness shows");
    }
    cr_expect_not_null(strstr(checked_message(&checked, "correctness"),
                              "\n  to see where: make debug 3 FILE=tests/submissions/"
                              "never_returns.c, then type c, press Ctrl-C, and type bt\n"));
    checked_dispose(&checked);

    checked = check_file(3, "tests/submissions/quadratic.c");
    cr_expect_str_eq(checked_failed(&checked), "correctness storage cpu",
                     "small cases are measured");
    checked_dispose(&checked);
}

#define COMMAND "$0 --into $FOLDER --file tests/submissions/does_not_compile.c 3"

/* script gives the check a terminal. */
Test(verdicts, colours_are_for_terminals, .timeout = 60)
{
    static const struct {
        const char *command;
        const char *environment[3];
        bool colours;
    } table[] = {
        {"script -qec \"" COMMAND "\" /dev/null", {"TERM=xterm", "NO_COLOR=", NULL}, true},
        {"script -qec \"" COMMAND "\" /dev/null", {"TERM=xterm", "NO_COLOR=1", NULL}, false},
        {"script -qec \"" COMMAND "\" /dev/null", {"TERM=dumb", "NO_COLOR=", NULL}, false},
        {COMMAND, {"TERM=xterm", "NO_COLOR=", NULL}, false},
    };
    if (system("script -qec true /dev/null >/dev/null 2>&1") != 0)
        cr_skip_test("no terminal can be had here");
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct buffer said = check_in_shell(table[i].command, table[i].environment);
        const char *text = (const char *)said.at;
        cr_expect_not_null(strstr(text, "not-yet"), "%s", text);
        cr_expect_eq(strstr(text, "\033[31mnot-yet") != NULL, table[i].colours, "%s", text);
        buffer_dispose(&said);
    }
}
