/* What tooling/judge/inside_cases.h promises. */
#include "judge/inside_cases.h"

#include "judge/replace_oracle.h"

#include <criterion/criterion.h>
#include <unistd.h>

TestSuite(inside_cases, .timeout = 10);

Test(inside_cases, are_two_calls_and_then_both_at_once)
{
    struct case_list list;
    cr_assert(inside_cases(1, &list));
    cr_expect_gt(list.count, 0);
    for (size_t i = 0; i + 2 < list.count; i += INSIDE_CASES_EACH) {
        const struct probe_case *first = &list.items[i].c, *second = &list.items[i + 1].c,
                                *both = &list.items[i + 2].c;
        struct buffer one = buffer_bounded(SIZE_MAX), together = buffer_bounded(SIZE_MAX);
        cr_expect_gt(first->data.len, (size_t)sysconf(_SC_PAGESIZE));
        cr_expect_eq(both->stream.second, PROBE_INSIDE);
        cr_expect_eq(replace_oracle(first, &one), STREAM_OK);
        cr_expect_eq(replace_oracle(second, &one), STREAM_OK);
        cr_expect_eq(replace_oracle(both, &together), STREAM_OK);
        cr_expect(bytes_equal(buffer_rest(&one), buffer_rest(&together)), "case %zu", i);
        cr_expect_geq(both->room, together.len);
        buffer_dispose(&one);
        buffer_dispose(&together);
    }
    cases_dispose(&list);
}
