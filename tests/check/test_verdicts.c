/* The start files and the solutions get their verdicts, at their gates and with their figures. */
#include "check/checking.h"
#include "submissions/table.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdlib.h>
#include <string.h>

#define S1 "1-algo-one/algo_one.c"
#define S2 "2-remove-interface-call/algo_one.c"
#define S3 "3-fix-window-size/algo_one.c"
#define S4 "4-cpu-hotspot/algo_one.c"

/* Every start file fails its own stage; every solution passes it, and fails the next one. */
static const struct {
    const char *file;
    unsigned stage;
    const char *failed;   /* the gates that are not-yet; "" for a pass */
    double allocs, bytes; /* per op */
    double leaked, peak;  /* bytes, of 1000 ops */
    bool interface;       /* whether it makes interface calls */
} rows[] = {
    {"stages/" S1, 1, "heap", 2, 53, 53000, 53000, true},
    {"stages/" S2, 2, "heap cpu", 2, 53, 0, 53, true},
    {"stages/" S3, 3, "heap", 1, 5, 0, 5, false},
    {"stages/" S4, 4, "cpu", 0, 0, 0, 0, false},
    {"solutions/" S1, 1, "", 2, 53, 0, 53, true},
    {"solutions/" S2, 2, "", 1, 5, 0, 5, false},
    {"solutions/" S3, 3, "", 0, 0, 0, 0, false},
    {"solutions/" S4, 4, "", 0, 0, 0, 0, false},
    {"solutions/" S1, 2, "heap cpu", 2, 53, 0, 53, true},
    {"solutions/" S2, 3, "heap", 1, 5, 0, 5, false},
    {"solutions/" S3, 4, "cpu", 0, 0, 0, 0, false},
};

static void free_numbers(struct criterion_test_params *parameters)
{
    cr_free(parameters->params);
}

/* Criterion passes a parameter to another process, so it must hold no pointer. */
static struct criterion_test_params numbers_below(size_t count)
{
    size_t *numbers = cr_malloc(count * sizeof *numbers);
    for (size_t i = 0; i < count; i++)
        numbers[i] = i;
    return cr_make_param_array(size_t, numbers, count, free_numbers);
}

ParameterizedTestParameters(verdicts, every_file_gets_its_gates_and_figures)
{
    return numbers_below(sizeof rows / sizeof *rows);
}

ParameterizedTest(size_t *number, verdicts, every_file_gets_its_gates_and_figures, .timeout = 300)
{
    struct checked checked = check_file(rows[*number].stage, rows[*number].file);
    const char *verdict = rows[*number].failed[0] == '\0' ? "pass" : "not-yet";

    cr_expect_str_eq(checked_verdict(&checked), verdict, "%s", ran_output(&checked.ran));
    cr_expect_str_eq(checked_failed(&checked), rows[*number].failed, "%s as stage %u:\n%s",
                     rows[*number].file, rows[*number].stage, ran_output(&checked.ran));
    cr_expect_eq(checked.ran.end.code, rows[*number].failed[0] == '\0' ? 0 : 1);
    cr_expect_eq(checked_figure(&checked, "allocs_per_op"), rows[*number].allocs);
    cr_expect_eq(checked_figure(&checked, "bytes_per_op"), rows[*number].bytes);
    cr_expect_eq(checked_figure(&checked, "leaked_bytes"), rows[*number].leaked);
    cr_expect_eq(checked_figure(&checked, "peak_bytes"), rows[*number].peak);
    cr_expect_eq(checked_figure(&checked, "interface_calls_per_op") > 0, rows[*number].interface);
    cr_expect_gt(checked_figure(&checked, "instructions_per_op"), 0);
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

ParameterizedTestParameters(verdicts, every_submission_gets_its_verdict)
{
    return numbers_below(submission_count);
}

ParameterizedTest(size_t *number, verdicts, every_submission_gets_its_verdict, .timeout = 300)
{
    const struct submission *submission = &submissions[*number];
    struct checked checked = check_file(submission->stage, submission->file);
    const char *gate = submission->gate;
    if (gate == NULL) {
        cr_expect_str_eq(checked_verdict(&checked), "pass", "%s:\n%s", submission->file,
                         ran_output(&checked.ran));
    } else {
        const char *failed = checked_failed(&checked);
        cr_expect_str_eq(checked_verdict(&checked), "not-yet");
        cr_expect(strncmp(failed, gate, strlen(gate)) == 0, "%s: failed at [%s], not at %s\n%s",
                  submission->file, failed, gate, ran_output(&checked.ran));
        cr_expect_not_null(strstr(checked_message(&checked, gate), submission->says),
                           "%s: expected \"%s\" in\n%s", submission->file, submission->says,
                           checked_message(&checked, gate));
    }
    checked_dispose(&checked);
}
