/* What tooling/probe/observe.h promises, of a probe with the library preloaded. */
#include "probe/observe.h"

#include "base/files.h"
#include "support/scratch.h"
#include "unit/probe/probing.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(observe, .timeout = 10, .init = scratch_make, .fini = scratch_remove);

enum { CALLS = 64 };

/* Has the call made many times, and returns the last answer. */
static struct probe_answer observe(const char *order, size_t data_len)
{
    static const char *const preloaded[] = {"LD_PRELOAD=" COUNT_ALLOCATIONS, "LD_BIND_NOW=1", NULL};
    static const unsigned char data[100000];
    struct probe_case cases[CALLS];
    struct probe_answer answer = {0};
    struct error error = {0};
    struct buffer text = buffer_bounded(SIZE_MAX);
    bool ended = false;
    for (size_t i = 0; i < CALLS; i++)
        cases[i] =
            (struct probe_case){.data = bytes_of(data, data_len), .find = bytes_from_string(order)};
    write_cases("cases", cases, CALLS);
    cr_assert_eq(answer_obediently(preloaded).end, PROCESS_EXITED);
    cr_assert(file_read("answers", &text, &error), "%s", error.text);
    struct scan s = scan_of("answers", buffer_rest(&text), &error);
    while (frame_read_answer(&s, &answer, &ended))
        cr_expect_eq(answer.status, STREAM_OK, "%s", order);
    cr_expect(ended, "%s", error.text);
    answer.output = bytes_of(NULL, 0);
    buffer_dispose(&text);
    return answer;
}

Test(observe, shows_how_deep_a_call_goes_into_the_stack)
{
    static const size_t depths[] = {10000, 16384, 50000, 100000};
    cr_expect_eq(observe("nothing", 0).stack, 0);
    cr_expect_eq(observe("go deep", OBSERVE_STACK / 2).stack, 0);
    for (size_t i = 0; i < sizeof depths / sizeof *depths; i++) {
        uint64_t stack = observe("go deep", depths[i]).stack;
        cr_expect_geq(stack, depths[i]);
        cr_expect_leq(stack, depths[i] + 1024);
    }
}

Test(observe, shows_what_stays_from_call_to_call_wherever_it_is)
{
    static const struct {
        const char *order;
        enum probe_place place;
    } rows[] = {{"keep in a variable", PROBE_IN_PROGRAM},
                {"keep in a thread's variable", PROBE_IN_THREAD},
                {"keep in the environment", PROBE_IN_ARGUMENTS},
                {"keep in stdin", PROBE_IN_LIBRARY}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct probe_answer answer = observe(rows[i].order, 0);
        cr_expect_eq(answer.kept, sizeof(void *), "%s", rows[i].order);
        cr_expect_eq(answer.place, rows[i].place, "%s", rows[i].order);
    }
}

Test(observe, allows_what_the_c_library_keeps_for_itself)
{
    static const char *const orders[] = {"malloc", "realloc", "memalign",         "strdup",
                                         "output", "leak",    "use the C library"};
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        struct probe_answer answer = observe(orders[i], 0);
        cr_expect_eq(answer.kept, 0, "%s", orders[i]);
        cr_expect_leq(answer.stack, 16384, "%s", orders[i]);
    }
}
