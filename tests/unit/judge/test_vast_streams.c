/* What tooling/judge/vast_streams.h promises of its cases. */
#include "judge/vast_streams.h"

#include <criterion/criterion.h>

TestSuite(vast_streams, .timeout = 10);

static const struct judged_contract *const contracts[] = {&judged_algo_one, &judged_replacer};

Test(vast_streams, are_longer_than_an_int_and_begin_with_more_matches_than_fit)
{
    for (size_t i = 0; i < sizeof contracts / sizeof *contracts; i++) {
        struct case_list list;
        cr_assert(vast_cases(contracts[i], 7, &list));
        cr_assert_gt(list.count, 3);
        for (size_t k = 0; k < list.count; k++) {
            const struct probe_case *c = &list.items[k].c;
            struct buffer expected = buffer_bounded(SIZE_MAX);
            cr_expect_eq(contracts[i]->oracle(c, &expected), STREAM_OK);
            cr_expect_gt(expected.len, probe_capacity(c));
            cr_expect_eq(c->refuse, PROBE_NO_GROWTH);
            cr_expect(k + 1 == list.count || c->stream.span > INT32_MAX, "case %zu", k);
            cr_expect_leq(c->stream.span, list.items[0].c.stream.span + 1000);
            buffer_dispose(&expected);
        }
        cr_expect_lt(list.items[list.count - 1].c.stream.readable, UINT64_C(1) << 24);
        cases_dispose(&list);
    }
}

Test(vast_streams, have_lengths_of_which_32_bits_say_something_else)
{
    struct case_list list;
    bool is_negative = false, is_none = false, is_short = false;
    cr_assert(vast_cases(&judged_algo_one, 7, &list));
    for (size_t k = 0; k + 1 < list.count; k++) {
        uint64_t span = list.items[k].c.stream.span;
        is_negative |= (int32_t)(uint32_t)span < 0;
        is_none |= (uint32_t)span == 0;
        is_short |= (uint32_t)span > 0 && (uint32_t)span < 2000;
    }
    cr_expect(is_negative && is_none && is_short);
    cases_dispose(&list);
}
