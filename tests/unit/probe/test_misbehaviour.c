/* What a probe lets a judge see of a stage that misbehaves. */
#include "support/scratch.h"
#include "unit/probe/probing.h"

#include <criterion/criterion.h>
#include <signal.h>

TestSuite(misbehaviour, .timeout = 10, .init = scratch_make, .fini = scratch_remove);

/* An answer is there as soon as its call has returned, and a misuse ends the probe in the next. */
Test(misbehaviour, with_its_input_ends_the_probe_in_that_call)
{
    static const char *const orders[] = {"read behind data", "read behind find", "read behind repl",
                                         "write to data",    "write to find",    "write to repl"};
    const struct bytes xy = bytes_from_string("xy");
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        const struct probe_case cases[] = {
            {.data = xy, .find = xy, .repl = xy},
            {.data = xy, .find = bytes_from_string(orders[i]), .repl = xy}};
        write_cases("cases", cases, 2);
        struct process_result result = answer_obediently(NULL);
        cr_expect_eq(result.end, PROCESS_SIGNALLED, "%s", orders[i]);
        cr_expect_eq(result.code, SIGSEGV, "%s", orders[i]);
        scratch_expect("answers", bytes_from_string("answer 0 0 0 0 0 0\n\n"));
        scratch_expect("out", bytes_of(NULL, 0));
    }
}

/* Natively the byte in front of a slice can be read: it lies in the same page. */
Test(misbehaviour, that_memcheck_finds_is_counted_up_to_each_call)
{
    static const char *const words[] = {"valgrind", "--quiet", PROBE_THAT_OBEYS, "--cases", "cases",
                                        "answers",  NULL};
    const struct bytes xy = bytes_from_string("xy");
    const struct probe_case cases[] = {
        {.data = xy}, {.data = xy, .find = bytes_from_string("read in front of data")}};
    write_cases("cases", cases, 2);
    struct process_request request = scratch_request(words);
    struct process_result result = process_run(&request);
    if (result.end == PROCESS_NOT_STARTED)
        cr_skip_test("Valgrind is not installed");
    cr_expect_eq(result.code, 0);
    scratch_expect("answers",
                   bytes_from_string("answer 0 0 0 0 0 0\n\nanswer 0 0 0 0 0 1\n\nend\n"));
}

Test(misbehaviour, towards_the_probe_shows_on_stdout_and_in_the_answers)
{
#define ANSWERED "answer 0 0 0 0 0 0\n\nend\n"
    static const struct {
        const char *order, *answers, *out;
        int code;
    } rows[] = {
        {"nothing", ANSWERED, "MARK", 0},
        {"print", ANSWERED, "xMARK", 0},
        {"close stdout", ANSWERED, "", 99},
        {"exit", "", "", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct probe_case c = {.find = bytes_from_string(rows[i].order)};
        write_cases("cases", &c, 1);
        struct process_result result = answer_obediently(NULL);
        cr_expect_eq(result.end, PROCESS_EXITED, "%s", rows[i].order);
        cr_expect_eq(result.code, rows[i].code, "%s", rows[i].order);
        scratch_expect("answers", bytes_from_string(rows[i].answers));
        scratch_expect("out", bytes_from_string(rows[i].out));
    }
}
